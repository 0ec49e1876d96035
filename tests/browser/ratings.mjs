// An administrator switches the survey on, a conversation is resolved, the customer rates it by the link of her letter, on a phone
// and without any script, and the agent and the lead see what she said.
import { holds, inTheOutbox, journey, signIn, soundness } from './browser.mjs';

const { FL_PASSWORD } = process.env;
const WORDS = 'The new one leaks, too.';

await journey(import.meta, async ({ page, browser, join, base, step }) => {
    const sound = soundness(page, 'ratings', step);
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/settings/surveys`);
    await sound('the surveys');
    await page.getByRole('link', { name: 'Support' }).first().click();
    await page.getByLabel('Hours after it is resolved').fill('0');
    await page.locator('#survey-effect').getByText('as soon as their conversation is resolved').waitFor();
    await page.getByText('The letter in each language').click();
    await sound('a survey');
    await page.locator('#work form button.primary').click();
    await page.locator('.toast', { hasText: 'Survey' }).waitFor();
    step('the survey is saved, with a way back');

    const { page: ana } = await join();
    await signIn(ana, base, 'ana@kettle.example', FL_PASSWORD);
    const conversation = '/conversations/1?view=all';
    await ana.goto(`${base}${conversation}`);
    await ana.locator('.messages').getByText('BR17-20933').waitFor();
    await ana.keyboard.press('e');
    await page.goto(`${base}${conversation}`);
    await page.locator('.head-facts [data-status="resolved"]').waitFor();
    const link = await theLink();
    await page.goto(`${base}${conversation}`);
    holds(!(await page.content()).includes('/rate/'), 'an agent sees the link of the customer');

    await page.goto(link);
    await page.getByRole('radio', { name: /Good/ }).first().waitFor();
    holds(await page.locator('script').count() === 0, 'the page carries a script');
    await sound('the page of a link');

    const phone = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })).newPage();
    await phone.goto(link);
    await phone.getByText('1 – Very bad').click();
    await phone.getByRole('textbox').fill(WORDS);
    await phone.getByRole('button', { name: 'Send' }).click();
    await phone.getByText('Thank you. We have your rating.').waitFor();
    step('she rates on a phone without a script');

    await page.goto(`${base}${conversation}`);
    await page.locator('.happened', { hasText: '1 of 5, Very bad, with a comment' }).waitFor();
    await page.locator('#panel-glance').getByText('1 of 5').waitFor();
    await page.locator('#panel-glance').getByText(WORDS).waitFor();
    await sound('the conversation');
    await ana.goto(`${base}/notices`);
    await ana.getByText('Un cliente ha dado una valoración baja').first().waitFor();
    step('who works on it is told');

    await page.goto(`${base}/settings/ratings`);
    await page.getByText(WORDS).waitFor();
    await sound('the ratings');
    await page.goto(link);
    holds(await page.getByRole('radio', { name: /Very bad/ }).isVisible(), 'it can no longer be changed');
    step('it may be changed');
}, { minutes: 6 });

/// The link for “good” in the newest letter that has one.
function theLink() {
    return inTheOutbox((mail) => mail.match(/4 [^\n]*?: (http\S+\/rate\/[0-9a-f]+\?lang=en&value=4)/)?.[1]);
}
