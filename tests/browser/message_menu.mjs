// What can be done with one message comes when its menu is opened, walks by arrow keys, and moves the message it belongs to.
import { axe, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step, complaints }) => {
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/views/all`);
    await page.locator('#list [data-item] [data-open]').first().click();
    await page.locator('#work h1').waitFor();
    const other = new URL(page.url()).pathname.split('/')[2];
    await page.goto(`${base}/views/unassigned`);
    const first = page.locator('#list [data-item] [data-open]').last();
    await first.click();
    await page.waitForURL(/conversations\/\d+/);
    await page.locator('.messages > .message').first().waitFor();
    const number = new URL(page.url()).pathname.split('/')[2];
    holds(number !== other, 'two conversations');
    const message = page.locator('.messages > .message.incoming').last();
    const id = (await message.getAttribute('id')).replace('message-', '');
    const menu = page.locator('.menu:popover-open');
    const focused = () => page.evaluate(() => document.activeElement.textContent.trim());

    await message.locator(`[popovertarget=menu-${id}]`).focus();
    await page.keyboard.press('Enter');
    await menu.locator('button', { hasText: 'Forward' }).waitFor();
    holds(await menu.locator('.menu-item').count() >= 6, 'everything is offered');
    await page.waitForFunction(() => document.activeElement === document.querySelector('.menu:popover-open .menu-item'));
    const before = await focused();
    await page.keyboard.press('ArrowDown');
    holds(await focused() !== before, 'arrows walk');
    const box = await menu.boundingBox();
    holds(box.y >= 0 && box.y + box.height <= page.viewportSize().height, 'it stands on the screen');
    holds((await axe(page)).length === 0, 'the menu is accessible');
    await shoot(page, 'message-menu');
    step('the menu comes when it is opened, and is walked');

    await menu.locator('button', { hasText: 'Move this message' }).click();
    const dialog = page.locator('#move-dialog[open]');
    holds(await dialog.locator('[name=message]').inputValue() === id, 'the dialog knows which message');
    await shoot(page, 'message-move');
    await page.keyboard.type(other);
    await page.keyboard.press('Enter');
    await page.locator(`#message-${id}`).waitFor({ state: 'detached' });
    step('the message moves');

    await page.goto(`${base}/conversations/${other}`);
    await page.locator(`#message-${id}`).waitFor();
    await page.goto(`${base}/messages/${id}/menu`);
    await page.locator('main button', { hasText: 'Split' }).waitFor();
    holds((await axe(page)).length === 0, 'the page of its own is accessible');
    await shoot(page, 'message-menu-page');
    const form = page.locator(`main form[action$="/${other}/move"]`);
    await form.locator('input:not([type=hidden])').fill(number);
    await form.getByRole('button', { name: 'Move' }).click();
    await page.waitForURL(/conversations\/\d+/);
    await page.goto(`${base}/conversations/${number}`);
    await page.locator(`#message-${id}`).waitFor();
    step('it is a page of its own too, and moves the message back');
    holds(complaints.length === 0, complaints.join('\n'));
});
