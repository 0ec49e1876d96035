// The whole job with one thumb: 390 px wide, touch only.
import { axe, fitsItsWidth, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

await journey(import.meta, async ({ page, base, step, complaints }) => {
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

    await page.goto(`${base}/settings/notifications`);
    const box = page.getByLabel('Push: Somebody mentions me in a note');
    await box.setChecked(!(await box.isChecked()));
    await page.getByRole('button', { name: 'Save' }).tap();
    await page.getByText('Saved.').waitFor();
    await sound('what one is told');

    await page.goto(`${base}/views/open`);
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    await page.locator('#list [data-item] [data-open]').first().tap();
    await page.waitForURL(/\/conversations\/\d+/);
    await page.locator('html[data-waits=on]').waitFor();
    await page.route(/\/(messages|waiting)$/, (route) => route.abort('connectionreset'));
    await body.tap();
    await body.pressSequentially('From a tunnel.');
    await page.locator('[data-send]').tap();
    await page.locator('[data-waiting]').getByText('1 reply or note waits on this device').waitFor();
    await sound('what waits on the phone');
    await shoot(page, 'phone-waiting');
    await page.locator('.waiting').getByRole('button', { name: 'Throw away' }).tap();
    await page.locator('[data-waiting]').waitFor({ state: 'hidden' });
    step('thrown away');
    complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !/ERR_|Failed to fetch/.test(complaint)));
}, PHONE);
