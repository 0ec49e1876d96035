// The whole job with one thumb: 390 px wide, touch only.
import { axe, fitsItsWidth, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

await journey(import.meta, async ({ page, base, step }) => {
    const sound = async (where) => {
        await fitsItsWidth(page, where);
        const found = await axe(page);
        holds(found.length === 0, `axe found on the phone, ${where}:\n${found.join('\n')}`);
        step(where);
    };
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await sound('the list');

    await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'More' }).tap();
    await page.locator('.rail').getByRole('link', { name: /^Unassigned/ }).tap();
    await page.waitForURL(/\/views\/unassigned/);
    await page.locator('#list [data-item] [data-open]').first().tap();
    await page.waitForURL(/\/conversations\/\d+/);
    await page.locator('.messages .message').first().waitFor();
    await sound('a conversation');

    await page.locator('[data-toggle="panel"]:visible').first().tap();
    await page.locator('#panel').getByText('Reach').waitFor();
    await page.locator('#panel [data-toggle="panel"]').tap();
    step('the customer, and back');

    const body = page.locator('textarea[name=body]');
    await body.tap();
    await body.pressSequentially('We are on it.');
    await page.locator('[data-send]').tap();
    await page.locator('.messages').getByText('We are on it.').waitFor();
    await page.locator('#toasts').getByText('Message on its way').waitFor();
    await sound('answered');
    await shoot(page, 'phone-answered');

    await page.getByRole('button', { name: 'Resolve' }).tap();
    await page.locator('#toasts').getByText(/#\d+ resolved/).waitFor();
    step('resolved');

    await page.goto(`${base}/views/open`);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Search' }).tap();
    await page.locator('[data-palette-input]').pressSequentially('Mia Keller');
    await page.locator('#palette-server [role=option]').first().tap();
    await page.waitForURL(/\/(customers|conversations)\/\d+/, { waitUntil: 'load' });
    await sound('found by name');

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Customers' }).tap();
    await page.waitForURL(/\/customers$/);
    await sound('the customers');
}, PHONE);
