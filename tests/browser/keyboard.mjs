// An agent's minutes without a mouse: through the list, answer, take back, note, assign, snooze, resolve, undo, find.
import { holds, journey, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step }) => {
    const press = (key) => page.keyboard.press(key);
    const body = page.locator('textarea[name=body]');
    const typing = () => page.waitForFunction(() => document.activeElement?.name === 'body');
    const toast = (words) => page.locator('#toasts [data-toast]', { hasText: words });
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/views/unassigned`);

    const subjects = await page.locator('#list [data-item] [data-open]').allInnerTexts();
    holds(subjects.length >= 3, 'the demo has too few unassigned conversations to walk through');
    for (const key of ['j', 'j', 'k']) await press(key);
    holds(await page.evaluate(() => document.activeElement.textContent) === subjects[0], 'j j k did not lead back to the first row');
    await press('j');
    await press('o');
    await page.locator('#work h1', { hasText: subjects[1] }).waitFor();
    step('j k o walk and open');

    await press('r');
    await typing();
    await page.keyboard.type('This left too early');
    await press('Control+Enter');
    await page.locator('.messages').getByText('This left too early').waitFor();
    await focusOn(toast('Message on its way').getByRole('button', { name: 'Undo' }));
    await press('Enter');
    await page.waitForFunction(() => document.querySelector('textarea[name=body]')?.value === 'This left too early');
    await page.locator('.messages').getByText('This left too early').waitFor({ state: 'detached' });
    step('a reply is taken back into the composer');

    await body.focus();
    await press('Control+a');
    await press('Delete');
    await press('Escape');
    await press('n');
    await typing();
    await page.keyboard.type('Ask @Be');
    await page.locator('[data-mentions] [role=option]', { hasText: 'Ben Okafor' }).waitFor();
    await press('Enter');
    await page.keyboard.type(' about this');
    await press('Control+Enter');
    await page.locator('.message.note .mention', { hasText: 'Ben Okafor' }).waitFor();
    step('n writes a note that mentions a colleague');

    await press('Escape');
    await press('a');
    await page.locator('#assign-menu:popover-open, [popover]:popover-open').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await press('Escape');
    await press('i');
    await page.locator('.head-facts').getByText('Noor Haddad').waitFor();
    step('a opens the colleagues, i takes it');

    await press('g');
    await press('m');
    await page.waitForFunction(() => document.activeElement?.matches('#merge-dialog[open] input'));
    await press('Escape');
    await page.locator('#merge-dialog[open]').waitFor({ state: 'detached' });
    step('g m asks at once which conversation to merge');

    const number = Number(new URL(page.url()).pathname.split('/').pop());
    await press('h');
    await page.getByRole('button', { name: 'Tomorrow' }).waitFor();
    await press('Escape');
    step('h opens snooze, Escape closes it');

    await press('e');
    const undo = toast(`#${number} resolved`).getByRole('button', { name: 'Undo' });
    await focusOn(undo);
    const reopened = page.waitForResponse((answer) => /\/deeds\/\d+\/undo$/.test(answer.url()) && answer.ok());
    await press('Enter');
    await reopened;
    await page.goto(`${base}/conversations/${number}?view=all`);
    await page.locator('.head-facts [data-status="open"]').waitFor();
    step('e resolves and goes on; Undo opens it again');

    await press('?');
    await page.locator('#shortcuts[open]').getByText('Next conversation', { exact: true }).waitFor();
    await press('Escape');
    await page.locator('#shortcuts[open]').waitFor({ state: 'detached' });
    step('? lists the keys');

    await press('Control+k');
    await page.keyboard.type('Mia Keller');
    await page.locator('#palette-server [role=option]').first().waitFor();
    await press('ArrowDown');
    // The page left may be a conversation too, so the arrival is what is waited for, not the look of the address.
    const arrived = page.waitForEvent('load');
    await press('Enter');
    await arrived;
    holds(/\/(customers|conversations)\/\d+/.test(page.url()), `the palette led to ${page.url()}`);
    step('Ctrl+K finds and opens');

    await page.goto(`${base}/views/open`);
    await press('/');
    await page.waitForURL(/\/search/);
    await page.waitForFunction(() => document.activeElement?.name === 'q');
    await page.keyboard.type('kettle');
    await page.locator('#work a[href^="/conversations/"]').first().waitFor();
    step('/ searches');

    /// By Tab, as hands do; whatever lies between must let the focus through.
    async function focusOn(button) {
        await button.waitFor();
        for (let tabs = 0; tabs < 300; tabs += 1) {
            if (await button.evaluate((element) => element === document.activeElement)) return;
            await press('Shift+Tab');
        }
        throw new Error('Undo cannot be reached with Tab');
    }
});
