// Many conversations at once by keyboard: picked one by one and up to here, changed, undone by z; the whole list; and what is to
// do in one of them: its checklist, a follow-up. At last a list of more than a hundred, scrolled to its end.
import { axe, holds, journey, shoot, signIn } from './browser.mjs';
import { deliver, mail } from './post.mjs';

const { FL_PASSWORD, FL_SMTP } = process.env;

await journey(import.meta, async ({ page, base, step, complaints }) => {
    const bar = page.locator('[data-bulk]');
    const toast = (words) => page.locator('#toasts [data-toast]', { hasText: words });
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/views/open`);
    await page.locator('#list [data-item]').nth(3).waitFor();

    for (const key of ['j', 'x', 'j', 'j', 'Shift+X']) await page.keyboard.press(key);
    await page.locator('[data-count]', { hasText: '3' }).waitFor();
    step('x picks, with Shift up to here');
    await page.keyboard.press('b');
    await page.locator('#bulk-more:popover-open').waitFor();
    holds((await axe(page)).length === 0, 'the bar and its menu are accessible');
    await shoot(page, 'many');
    await page.locator('#bulk-more').getByText('Urgent', { exact: true }).click();
    await toast('Priority changed').waitFor();
    await page.keyboard.press('z');
    await toast('Put back as they were').waitFor();
    step('many are changed and put back by z');

    for (const key of ['*', 'a']) await page.keyboard.press(key);
    holds(/^All \d+/.test(await page.locator('[data-count]').textContent()), 'the whole list is meant');
    for (const key of ['*', 'n']) await page.keyboard.press(key);
    await bar.waitFor({ state: 'hidden' });
    step('the whole list is picked and let go');

    const href = await page.locator('#list [data-item] [data-open]').first().getAttribute('href');
    await page.goto(`${base}${href}`);
    await page.keyboard.press('l');
    await page.keyboard.type('Ask for a photo');
    await page.keyboard.press('Enter');
    await page.locator('#tasks .tick', { hasText: 'Ask for a photo' }).click();
    await page.locator('#tasks .tick[aria-checked=true]').waitFor();
    await page.locator('h1').click();
    await page.keyboard.press('z');
    await page.locator('#tasks .tick[aria-checked=false]').waitFor();
    step('the checklist is written, ticked off and opened again by z');

    await page.keyboard.press('w');
    await page.locator('#follow-up-menu:popover-open').waitFor();
    holds((await axe(page)).length === 0, 'the menu of follow-ups is accessible');
    await page.locator('#follow-up-menu').getByText('In 2 days').click();
    await page.locator('#panel-follow-ups').waitFor();
    await shoot(page, 'tasks');
    step('a follow-up is set');

    const letters = Array.from({ length: 130 }, (_, at) => mail({ from: `C${at} <c${at}@customer.example>`, subject: `Long list ${at}`, text: 'One of many.' }));
    await deliver(FL_SMTP, letters);
    await page.goto(`${base}/views/all`);
    await page.locator('#list [data-item]').first().hover();
    const there = () => page.evaluate(() => {
        const rows = [...document.querySelectorAll('#list [data-item]')];
        return { all: rows.length, different: new Set(rows.map((row) => row.id)).size, long: rows.filter((row) => row.textContent.includes('Long list')).length };
    });
    // A stretch whose turn comes after the list was fetched anew has nothing left to take out, and holds up nobody.
    await page.evaluate(() => {
        const stretch = Object.assign(document.createElement('li'), { className: 'chunk' });
        stretch.dataset.turn = '';
        document.getElementById('list').prepend(stretch);
        globalThis.htmx.process(stretch);
    });
    for (let turn = 0; turn < 200 && (await there()).long < letters.length; turn += 1) {
        await page.mouse.wheel(0, 4_000);
        await page.waitForTimeout(50);
    }
    await page.waitForFunction(() => !document.querySelector('#list template'));
    const rows = await there();
    holds(rows.long === letters.length && rows.all === rows.different, `all of a long list, each once: ${JSON.stringify(rows)}`);
    await page.locator('#list [data-item] [data-open]').nth(57).focus();
    for (let row = 58; row < 85; row += 1) {
        await page.keyboard.press('j');
        holds(await page.evaluate((row) => document.activeElement === document.querySelectorAll('#list [data-open]')[row], row), `j goes to row ${row}`);
    }
    await page.keyboard.press('o');
    await page.locator('#work h1', { hasText: 'Long list' }).waitFor();
    step('a long list comes in turns, is walked through and opened');
    complaints.length = 0;
});
