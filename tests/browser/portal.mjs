// A customer without an account gets in with the code from her mailbox, sees her order, sends a piece back and takes the
// invoice home; on a phone and without any script.
import { readFile } from 'node:fs/promises';
import { holds, inTheOutbox, journey, soundness } from './browser.mjs';

const MIA = 'mia.keller@mail.example';

await journey(import.meta, async ({ page, base, step }) => {
    const sound = soundness(page, 'portal', step);
    await page.goto(`${base}/portal`);
    await sound('the door');

    await page.getByLabel('Email address').fill(MIA);
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.waitForURL(/\/portal\/code/);
    await sound('the code');
    await page.getByLabel('Code of six digits').fill(await code());
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'My orders' }).waitFor();
    await sound('my orders');

    const delivered = page.locator('.front-list li', { hasText: 'delivered' }).first();
    await delivered.getByRole('link').click();
    await page.getByText('Your order was delivered.').waitFor();
    holds(await page.locator('script').count() === 0, 'the portal carries a script');
    await sound('an order');

    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: / PDF$/ }).first().click()]);
    const bytes = await readFile(await file.path());
    holds(bytes.subarray(0, 5).toString() === '%PDF-', 'the invoice is no PDF');
    step('takes the invoice home');

    await page.getByRole('link', { name: 'Return something' }).click();
    await page.getByRole('checkbox').first().check();
    await page.getByLabel('Why?').selectOption('defective');
    await page.getByLabel('In what condition?').selectOption('defective');
    await sound('choosing what comes back');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('This is what happens').waitFor();
    await sound('the preview');
    await page.getByRole('button', { name: 'Return these pieces' }).click();
    await page.getByText('Your return is noted').waitFor();
    await sound('returned');
    await page.getByRole('link', { name: 'Return slip' }).first().click();
    await page.getByText('Send the parcel to').waitFor();
    await sound('the slip');

    await page.goBack();
    await page.getByRole('link', { name: 'Write to us about this order' }).click();
    await page.getByLabel('Your message').fill('When does the money come?');
    await sound('writing');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('We have your message').waitFor();

    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await page.getByLabel('Email address').waitFor();
    await page.goBack();
    await page.reload();
    await page.getByLabel('Email address').waitFor();
    step('leaves, and the way back shows nothing');
});

/// The digits of the newest letter in the demo's post office.
async function code() {
    return inTheOutbox((mail) => mail.match(/^Subject: (\d{3}) (\d{3}) is your code/m)?.slice(1).join(''));
}
