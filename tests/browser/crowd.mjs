// Forty colleagues more: the menu of who works on it is opened by its key, somebody is found by a few letters and takes it.
import { axe, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step, complaints }) => {
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/views/unassigned`);
    await page.locator('#list [data-item] [data-open]').first().click();
    await page.locator('#work h1').waitFor();
    const menu = page.locator('#assign-menu:popover-open');
    const offered = menu.locator('[data-sieve-item]');
    const focused = () => page.evaluate(() => document.activeElement.textContent.trim());

    holds(await page.locator('#assign-menu [data-sieve-item]').count() === 0, 'nobody is carried about');
    await page.keyboard.press('a');
    await offered.nth(40).waitFor();
    holds(await page.evaluate(() => document.activeElement.id) === 'assign-name', 'one may type at once');
    const box = await menu.boundingBox();
    holds(box.y >= 0 && box.y + box.height <= page.viewportSize().height, 'it stands on the screen');
    holds((await axe(page)).length === 0, 'the menu is accessible');
    await shoot(page, 'crowd');
    step('the key opens the menu, and everybody comes');

    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    holds((await focused()).startsWith('Take it'), `the first entry, not ${await focused()}`);
    await page.locator('#assign-name').focus();
    await page.keyboard.type('colleague 37');
    await page.waitForFunction(() => document.querySelectorAll('#assign-menu [data-sieve-item]:not([hidden])').length === 1);
    await page.keyboard.press('ArrowDown');
    holds((await focused()).includes('Colleague 37'), `who was found, not ${await focused()}`);
    await page.keyboard.press('Enter');
    await page.locator('[popovertarget=assign-menu]', { hasText: 'Colleague 37' }).waitFor();
    await page.locator('.messages', { hasText: 'Colleague 37' }).waitFor();
    step('a few letters find somebody, and it is theirs');

    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press('a');
    await offered.and(page.locator('[aria-pressed=true]', { hasText: 'Colleague 37' })).waitFor();
    await page.keyboard.type('colleague 12');
    await page.keyboard.press('Enter');
    await page.locator('[popovertarget=assign-menu]', { hasText: 'Colleague 12' }).waitFor();
    step('opened again it knows whose it is, and Enter takes the first');

    await page.goto(`${base}${await page.locator('#assign-menu').evaluate((menu) => new URL(menu.querySelector('[data-at-open]').getAttribute('hx-get'), location.href).pathname)}`);
    await page.locator('main button', { hasText: 'Colleague 05' }).click();
    await page.locator('#work h1').waitFor();
    await page.locator('[popovertarget=assign-menu]', { hasText: 'Colleague 05' }).waitFor();
    step('the page of its own does the same');
    holds(complaints.length === 0, complaints.join('\n'));
});
