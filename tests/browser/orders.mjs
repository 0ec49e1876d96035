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
    const { number, swapped } = await conversationWithOrder(page, base);
    step('name, postcode and order number verify the customer');
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

    await page.goto(`${base}${swapped}/actions/exchange?conversation=${number}`);
    await page.locator('select[name=swap]').first().focus();
    await press('ArrowDown');
    await page.locator('select[name=reason]').selectOption('defective');
    await page.locator('form[action$="/actions/exchange"] [type=submit]').focus();
    await press('Enter');
    await page.locator('form[action$="/actions/exchange/confirm"]').waitFor();
    await press('Control+Enter');
    await page.locator('.banner.good').waitFor();
    await sound('on the order after the exchange');
    step('an exchange is previewed and confirmed');
}, { reducedMotion: 'reduce' });

/// A conversation whose customer has an order that arrived, with the customer verified by what the order says.
async function conversationWithOrder(page, base) {
    for (let number = 1; number <= 20; number += 1) {
        const answer = await page.goto(`${base}/conversations/${number}?view=all`);
        const newest = page.locator('#panel-orders .related a').first();
        if (!answer.ok() || await newest.count() === 0) continue;
        if (!(await newest.innerText()).includes('delivered')) continue;
        const order = (await newest.getAttribute('href')).split('?')[0];
        const all = await page.locator('#panel-orders .related a').evaluateAll((links) => links.map((link) => link.getAttribute('href').split('?')[0]));
        const swapped = await withArrivedPieces(page, base, all);
        if (!swapped) continue;
        await verify(page, base, order, number);
        return { number, swapped };
    }
    throw new Error('no customer of the demo has an order that arrived');
}

/// The first order with a piece that is with the customer.
async function withArrivedPieces(page, base, orders) {
    for (const order of orders) {
        await page.goto(`${base}${order}/actions/exchange`);
        if (await page.locator('select[name=swap]').count() > 0) return order;
    }
    return null;
}

async function verify(page, base, order, number) {
    await page.goto(`${base}${order}`);
    const [name, , place] = (await page.locator('.facts dd').nth(2).innerText()).split('\n');
    const customer = await page.locator('.facts dd a[href^="/customers/"]').getAttribute('href');
    await page.goto(`${base}${customer}/verify?conversation=${number}`);
    await page.locator('input[name=name]').focus();
    await page.keyboard.type(name);
    await page.locator('input[name=postcode]').focus();
    await page.keyboard.type(place.split(' ')[0]);
    await page.locator('input[name=order]').focus();
    await page.keyboard.type(order.split('/').pop());
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/conversations/${number}`);
}
