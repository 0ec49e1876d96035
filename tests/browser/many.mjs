// Many conversations at once by keyboard: picked one by one and up to here, changed, undone by z; the whole list; and what is to
// do in one of them: its checklist, a follow-up.
import { axe, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

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
    complaints.length = 0;
});
