// The order desk without a mouse: from a conversation to what can be done, a refund and an exchange with preview and
// confirmation, and the words in the reply.
import { axe, holds, journey, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step }) => {
    const press = (key) => page.keyboard.press(key);
    const sound = async (where) => {
        const found = await axe(page);
        holds(found.length === 0, `axe found ${where}:\n${found.slice(0, 3).join('\n')}`);
    };
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    const number = await conversationWithOrder(page, base);
    await page.goto(`${base}/conversations/${number}?view=all`);

    await press('d');
    await page.locator('dialog#actions[open] input[data-sieve]').waitFor();
    await page.waitForFunction(() => document.activeElement?.matches('[data-sieve]'));
    await page.keyboard.type('refu');
    holds(await page.locator('#actions [data-sieve-item]:visible').count() >= 1, 'typing leaves nothing');
    await sound('in the list of actions');
    await press('Enter');
    await page.locator('form[action*="/actions/refund"]').waitFor();
    step('d, a few letters and Enter lead to the form of a refund');

    await page.locator('input[name=what][value=amount]').focus();
    await press('Space');
    await page.locator('input[name=amount]').focus();
    await page.keyboard.type('1.50');
    await sound('on the form');
    await press('Enter');
    await page.locator('form[action$="/actions/refund/confirm"]').waitFor();
    await sound('on the preview');
    await press('Control+Enter');
    await page.locator('.banner.good').waitFor();
    await sound('on the order');
    step('Enter previews, Ctrl Enter confirms');

    const words = await page.locator('form[action$="/reply"] textarea').inputValue();
    await page.locator('form[action$="/reply"] [type=submit]').focus();
    await press('Enter');
    await page.waitForURL(`**/conversations/${number}*`);
    await page.waitForFunction((said) => document.querySelector('textarea[name=body]')?.value.includes(said), words);
    step('the words stand in the reply');
}, { reducedMotion: 'reduce' });

/// The first conversation whose customer has an order that can be refunded.
async function conversationWithOrder(page, base) {
    for (let number = 1; number <= 20; number += 1) {
        const answer = await page.goto(`${base}/conversations/${number}?view=all`);
        if (!answer.ok() || await page.locator('#panel-orders a[data-key=d]').count() === 0) continue;
        const href = await page.locator('#panel-orders a[data-key=d]').getAttribute('href');
        await page.goto(`${base}${href}`);
        const outcome = await page.locator('a[data-verb=refund] .badge').first().getAttribute('class');
        if (!outcome.includes('danger')) return number;
    }
    throw new Error('no conversation of the demo has an order that can be refunded');
}
