// A mail appears by itself, is opened, answered and sent by keyboard alone, and the page stays accessible throughout.
import { axe, journey, shoot, signIn } from './browser.mjs';

const { FL_EMAIL, FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step }) => {
    await signIn(page, base, FL_EMAIL, FL_PASSWORD);
    await page.goto(`${base}/views/unassigned`);
    const row = page.locator('#list li', { hasText: 'The kettle leaks' });
    await row.waitFor({ timeout: 30_000 });
    step('sees the mail come in');

    await page.keyboard.press('j');
    await page.keyboard.press('o');
    await page.waitForURL(/\/conversations\/\d+/);
    await page.getByText('It leaks all over the table.').first().waitFor();
    step('opens it by keyboard');
    await clean(page, 'conversation');
    await shoot(page, 'conversation');

    await page.keyboard.press('r');
    const body = page.locator('textarea[name=body]');
    await body.waitFor();
    await page.waitForFunction(() => document.activeElement?.name === 'body');
    await page.keyboard.type('Dear Mia, A new one is on its way.');
    step('writes');
    await page.waitForResponse((answer) => answer.url().includes('/draft') && answer.ok());
    await page.reload();
    await page.waitForFunction(() => document.querySelector('textarea[name=body]')?.value.includes('on its way'));
    step('finds the draft again after a reload');

    await page.locator('textarea[name=body]').focus();
    await page.keyboard.press('Control+Enter');
    await page.locator('.messages').getByText('A new one is on its way').waitFor();
    step('sends with Ctrl+Enter');
    await clean(page, 'answered');
});

async function clean(page, where) {
    for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        const found = await axe(page);
        if (found.length) throw new Error(`axe found in ${where}, ${colorScheme}:\n${found.join('\n')}`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
}
