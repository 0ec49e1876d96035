// Beside the customer's thread, by keyboard: a supplier is asked with the customer's message passed on, a draft is shown to a
// colleague and sent by him, and the row says who writes.
import { axe, fitsItsWidth, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step, join }) => {
    const ben = await join();
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await signIn(ben.page, base, 'ben@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/views/unassigned`);
    const href = await page.locator('#list [data-item] [data-open]').first().getAttribute('href');
    const number = href.match(/\/conversations\/(\d+)/)[1];
    await page.goto(`${base}${href}`);

    await page.keyboard.press('b');
    await page.waitForURL(/\/sides\/new/);
    await page.locator('#side-to').fill('parts@factory.example');
    await page.locator('#side-subject').fill('Is the lid in stock?');
    await page.locator('#side-body').fill('Do you have ten of them this week?');
    await fitsItsWidth(page, 'the form');
    holds((await axe(page)).length === 0, (await axe(page)).join('\n'));
    await shoot(page, 'side-new');
    await page.locator('#side-body').press('Control+Enter');
    await page.waitForURL(/\/sides\/\d+/);
    await page.locator('.messages').getByText('Do you have ten of them').waitFor();
    holds((await axe(page)).length === 0, (await axe(page)).join('\n'));
    await shoot(page, 'side');
    step('a supplier is asked by keyboard');

    await page.goto(`${base}${href}`);
    await page.locator('.happened').getByText('Side conversation begun').waitFor();
    holds((await page.locator('.messages').getByText('Do you have ten of them').count()) === 0, 'its words stand beside the thread');
    await page.locator('.head-facts a', { hasText: 'Is the lid in stock?' }).waitFor();
    await shoot(page, 'conversation-with-side');
    step('the thread says that, and not what');

    await page.locator('textarea[name=body]').fill('We send you a new lid');
    await page.locator('[popovertarget=send-menu]').click();
    await page.locator('#share-with').selectOption(await page.locator('#share-with option').filter({ hasText: 'Ben Okafor' }).getAttribute('value'));
    await shoot(page, 'send-menu');
    await page.getByRole('button', { name: 'Show before sending' }).click();
    await page.waitForURL(/\/shared-drafts\/\d+/);
    holds((await axe(page)).length === 0, (await axe(page)).join('\n'));
    await ben.page.goto(`${base}/conversations/${number}?view=all`);
    await ben.page.locator('.shared-drafts a').first().waitFor();
    holds((await axe(ben.page)).length === 0, (await axe(ben.page)).join('\n'));
    await shoot(ben.page, 'conversation-with-shared');
    await ben.page.locator('.shared-drafts a').first().click();
    await ben.page.locator('#shared-body').fill('We send you a new lid tomorrow');
    await page.locator('[id^=shared-state]').getByText('Ben Okafor is writing').waitFor();
    await ben.page.locator('textarea[name=text]').fill('I named the day');
    await ben.page.getByRole('button', { name: 'Comment' }).click();
    await ben.page.getByText('I named the day').waitFor();
    await ben.page.getByRole('button', { name: 'Approve' }).click();
    await ben.page.getByText('Approved by Ben Okafor').first().waitFor();
    await fitsItsWidth(ben.page, 'the shared draft');
    await shoot(ben.page, 'shared');
    step('a colleague writes in the draft, comments and approves');

    await ben.page.locator('#shared-body').press('Control+Enter');
    await ben.page.locator('.messages').getByText('We send you a new lid tomorrow').waitFor();
    await ben.page.locator('.messages').getByText('Drafted by Noor Haddad').waitFor();
    step('and sends it in his name with hers beside');

    await ben.page.locator('textarea[name=body]').fill('Ben writes on');
    await page.goto(`${base}/views/all`);
    await page.locator(`#row-onlookers-${number} [data-doing=writes]`).waitFor();
    holds((await axe(page)).length === 0, (await axe(page)).join('\n'));
    await shoot(page, 'list-with-onlookers');
    step('the row says who writes');
});
