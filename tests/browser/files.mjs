// Files looked at before and after they are sent, by keyboard and without leaving the page; emoji found by what they are called.
import { axe, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;
/// One red dot.
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==', 'base64');

await journey(import.meta, async ({ page, base, step }) => {
    const preview = page.locator('dialog.preview[open]');
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/conversations/1?view=all`);
    await page.keyboard.press('r');
    await page.locator('[data-files]').setInputFiles([
        { name: 'dot.png', mimeType: 'image/png', buffer: PICTURE },
        { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('sku,count\nKETTLE-RED,2\n') },
        { name: 'sly.txt', mimeType: 'text/plain', buffer: Buffer.from('Hello <img src=x onerror="document.title = 1">') },
        { name: 'form.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') },
    ]);
    const files = page.locator('.composer .attachment a[data-preview]');
    await page.locator('.composer .attachment', { hasText: 'form.pdf' }).locator('input[name=file]').waitFor({ state: 'attached' });
    holds(await files.count() === 3, `${await files.count()} files can be looked at`);

    await files.filter({ hasText: 'dot.png' }).press('Enter');
    await page.waitForFunction(() => document.querySelector('dialog.preview[open] img')?.naturalWidth === 1);
    await shoot(page, 'preview');
    await page.keyboard.press('ArrowRight');
    await preview.locator('pre', { hasText: 'KETTLE-RED,2' }).waitFor();
    holds((await axe(page)).length === 0, 'a file looked at is accessible');
    await page.keyboard.press('ArrowRight');
    await preview.locator('pre', { hasText: '<img src=x onerror' }).waitFor();
    holds(await preview.locator('img').count() === 0, 'a text that is markup is shown as words');
    await page.keyboard.press('Escape');
    await preview.waitFor({ state: 'detached' });
    step('files are looked at before they are sent, by arrows, and nothing in them runs');

    const body = page.locator('textarea[name=body]');
    await body.focus();
    await page.keyboard.type('At 10:30 it is done :tad');
    await page.locator('[data-emoji-offers] [role=option]', { hasText: '🎉' }).first().waitFor();
    await page.keyboard.press('Enter');
    holds(await body.inputValue() === 'At 10:30 it is done 🎉', `the text is ${await body.inputValue()}`);
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.locator('#emoji-menu input').pressSequentially('coffee');
    await page.locator('#emoji-all > .emoji-grid:only-child').getByRole('button', { name: 'hot beverage' }).waitFor();
    holds((await axe(page)).length === 0, 'picking an emoji is accessible');
    await shoot(page, 'emoji');
    await page.locator('#emoji-all > .emoji-grid:only-child').getByRole('button', { name: 'hot beverage' }).click();
    holds(await body.inputValue() === 'At 10:30 it is done 🎉☕', `the text is ${await body.inputValue()}`);
    step('emoji are found by name and picked');

    await page.keyboard.press('Control+Enter');
    const sent = page.locator('.messages .message', { hasText: '🎉☕' });
    await sent.locator('.attachment img').first().waitFor();
    await sent.locator('a[data-preview]', { hasText: 'list.csv' }).click();
    await preview.locator('pre', { hasText: 'KETTLE-RED,2' }).waitFor();
    step('and looked at again in the thread');
});
