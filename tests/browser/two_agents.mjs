// Two agents on one conversation: each sees that the other looks and writes, and an answer written past the other's is
// held, shown what came, and then sent or not.
import { axe, holds, journey, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step, complaints, join }) => {
    const ben = await join();
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await signIn(ben.page, base, 'ben@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/views/unassigned`);
    const href = await page.locator('#list [data-item] [data-open]').first().getAttribute('href');
    await page.goto(`${base}${href}`);
    await ben.page.goto(`${base}${href}`);
    await page.locator('.onlooker', { hasText: 'Ben Okafor is looking' }).waitFor();
    await ben.page.locator('.onlooker', { hasText: 'Noor Haddad is looking' }).waitFor();
    step('each sees the other look');

    await page.locator('textarea[name=body]').fill('Noor answers');
    await ben.page.locator('.onlooker[data-doing=writes]', { hasText: 'Noor Haddad is writing' }).waitFor();
    holds((await axe(ben.page)).length === 0, 'the strip is accessible');
    step('and that she writes');

    await ben.page.locator('textarea[name=body]').fill('Ben was quicker');
    await ben.page.locator('[data-send]').click();
    await page.locator('.messages').getByText('Ben was quicker').waitFor();
    await page.locator('textarea[name=body]').press('Control+Enter');
    await page.locator('.composer [role=alert]', { hasText: 'Ben Okafor wrote while you were writing' }).waitFor();
    holds(await page.locator('textarea[name=body]').inputValue() === 'Noor answers', 'no word is lost');
    holds((await axe(page)).length === 0, 'a held answer is accessible');
    complaints.length = 0; // the held answer is meant to be refused
    step('an answer past another one is held');

    await page.getByRole('button', { name: 'Keep editing' }).click();
    await page.waitForFunction(() => document.activeElement?.name === 'body');
    await page.keyboard.press('End');
    await page.keyboard.type(', too');
    await page.getByRole('button', { name: 'Send anyway' }).click();
    await page.locator('.messages').getByText('Noor answers, too').waitFor();
    step('and sent after it was seen');

    await ben.page.goto(`${base}/views/open`);
    await page.locator('.onlooker').waitFor({ state: 'detached' });
    step('who leaves is gone from the strip');

    await page.goto(`${base}${href}`);
    await page.locator('textarea[name=body]').fill('This leaves tomorrow');
    await page.locator('[popovertarget=send-menu]').click();
    await page.locator('#send-at').fill('tomorrow 9');
    await page.locator('#send-at-meant').getByText('9:00').waitFor();
    await page.locator('#send-at').press('Enter');
    await page.locator('.delivery', { hasText: 'Leaves' }).getByRole('button', { name: 'Cancel and edit' }).waitFor();
    await page.locator('.delivery', { hasText: 'Leaves' }).getByRole('button', { name: 'Cancel and edit' }).click();
    await page.waitForFunction(() => document.querySelector('textarea[name=body]')?.value === 'This leaves tomorrow');
    step('a reply is planned in words and cancelled');

    await page.keyboard.press('Escape');
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press('h');
    await page.locator('#snooze-at').fill('in 2h');
    await page.locator('#snooze-at-meant').filter({ hasNotText: 'In words' }).waitFor();
    await page.locator('#snooze-at').press('Enter');
    await page.locator('.head-facts').getByText('Snoozed until').waitFor();
    step('it is snoozed in words');
});
