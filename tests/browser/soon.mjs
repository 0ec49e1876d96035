// A slow line: what was done stands on the screen before the server has answered, and is put back if it says no.
import { holds, journey, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step, complaints }) => {
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/views/unassigned`);
    await page.locator('#list [data-item] [data-open]').first().click();
    await page.locator('#work h1').waitFor();
    await page.locator('html[data-waits=on]').waitFor();
    const number = new URL(page.url()).pathname.split('/').pop();
    const assignee = page.locator('[popovertarget=assign-menu]');
    const status = page.locator('[popovertarget=status-menu]');
    const before = await assignee.innerText();

    let letGo = await held(page, `**/conversations/${number}/assign`);
    await page.keyboard.press('i');
    await assignee.filter({ hasText: 'Noor Haddad' }).waitFor();
    holds(await assignee.evaluate((chip) => chip.classList.contains('unsaid')), 'it is shown as not yet said');
    await letGo('refuse');
    await page.waitForFunction((words) => document.querySelector('[popovertarget=assign-menu]').innerText === words, before);
    step('who takes it is shown at once, and put back when refused');

    letGo = await held(page, `**/conversations/${number}/assign`);
    await page.keyboard.press('i');
    await assignee.filter({ hasText: 'Noor Haddad' }).waitFor();
    await letGo();
    await page.locator('#toasts', { hasText: 'Noor Haddad' }).or(page.locator('.head-facts:has-text("Noor Haddad")')).first().waitFor();
    await page.waitForFunction(() => !document.querySelector('.head-facts .unsaid'));
    // The thread tells of it, too; a thread that comes anew does not know what is still on its way.
    await page.locator('.messages', { hasText: 'Noor Haddad' }).waitFor();
    await page.waitForTimeout(1_000);
    step('and stays when the server agrees');

    letGo = await held(page, `**/conversations/${number}/messages`);
    await page.keyboard.press('r');
    await page.keyboard.type('On its way to you.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.messages .message.unsaid', { hasText: 'On its way to you.' }).waitFor();
    await letGo('refuse');
    await page.locator('.messages .message.unsaid').waitFor({ state: 'detached' });
    holds(await page.locator('textarea[name=body]').inputValue() === 'On its way to you.', 'no word is lost');
    step('a message that is refused leaves the thread and is still in the composer');

    letGo = await held(page, `**/conversations/${number}/messages`);
    await page.locator('textarea[name=body]').press('Control+Enter');
    await page.locator('.messages .message.unsaid', { hasText: 'On its way to you.' }).waitFor();
    await letGo();
    await page.locator('.messages .message.outgoing:not(.unsaid)', { hasText: 'On its way to you.' }).waitFor();
    holds(await page.locator('.messages .message', { hasText: 'On its way to you.' }).count() === 1, 'it stands there once');
    step('a message that is sent stands there once');

    await page.evaluate(() => document.activeElement?.blur());
    letGo = await held(page, `**/conversations/${number}/pending`);
    await status.click();
    await page.locator('#status-menu').getByText('Pending').click();
    await status.filter({ hasText: 'Pending' }).waitFor();
    await letGo();
    await page.waitForFunction(() => document.querySelector('[popovertarget=status-menu]:not(.unsaid)')?.dataset.status === 'pending');
    step('a status too');
    complaints.length = 0; // the refusals are meant
});

/// Holds back the next request to an address; the function returned lets it go on, or refuses it.
async function held(page, address) {
    let go;
    const waiting = new Promise((free) => (go = free));
    await page.route(address, async (route) => {
        if (await waiting === 'refuse') await route.fulfill({ status: 500, body: '' });
        else await route.continue();
    }, { times: 1 });
    return async (how) => go(how);
}
