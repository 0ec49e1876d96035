// Two colleagues on one order: what one does stands on the other's pages at once, without a reload.
import { holds, journey, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;
let known = null;

await journey(import.meta, async ({ page: noor, join, base, step }) => {
    const { page: ben } = await join();
    await signIn(noor, base, 'noor@kettle.example', FL_PASSWORD);
    await signIn(ben, base, 'ben@kettle.example', FL_PASSWORD);
    const { conversation, order, customer } = await openOrder(noor, base);
    await verify(ben, base, order, customer);

    await noor.goto(`${base}${order}`);
    await streaming(noor);
    await noor.locator('#order-parts').evaluate((parts) => (parts.dataset.stays = 'yes'));
    await act(ben, base, `${order}/actions/goodwill`, async (form) => {
        await form.locator('input[name=amount]').fill('1.00');
        await form.locator('select[name=refund_to]').selectOption('store_credit');
    });
    await noor.locator('#order-parts').getByText('Ben Okafor').first().waitFor();
    holds(noor.url() === `${base}${order}`, 'the page was loaded anew');
    step('what a colleague does appears on the order');

    await noor.goto(`${base}/conversations/${conversation}?view=all`);
    await streaming(noor);
    await noor.locator('#panel-suggestions[data-live]').waitFor();
    step('suggestions are fetched into the panel by themselves');
    const before = await noor.locator('#panel-orders .related a').first().getAttribute('href');
    await act(ben, base, `${customer}/actions/place_order`, async (form) => {
        await form.locator('textarea[name=put_in]').fill(await sku(ben, base));
    });
    await noor.waitForFunction((was) => document.querySelector('#panel-orders .related a')?.getAttribute('href') !== was, before);
    step('an order taken by a colleague appears beside the conversation');

    await noor.goto(`${base}/orders`);
    await streaming(noor);
    const newest = await noor.locator('#orders-found tbody tr').first().innerText();
    await act(ben, base, `${customer}/actions/place_order`, async (form) => {
        await form.locator('textarea[name=put_in]').fill(await sku(ben, base));
    });
    await noor.waitForFunction((was) => document.querySelector('#orders-found tbody tr')?.innerText !== was, newest);
    step('and in the list');
}, { reducedMotion: 'reduce' });

async function streaming(page) {
    await page.waitForFunction(() => document.documentElement.dataset.stream === 'open');
}

/// Fills a form in, looks at the preview and confirms it.
async function act(page, base, path, fill) {
    await page.goto(`${base}${path}`);
    const form = page.locator(`form[action$="${path}"]`);
    await fill(form);
    await form.locator('[type=submit]').last().click();
    await page.locator(`form[action$="${path}/confirm"] [type=submit]`).click();
    await page.locator('.banner.good').waitFor();
}

/// Something that is sold and there.
async function sku(page, base) {
    if (known) return known;
    const beside = await page.context().newPage();
    await beside.goto(`${base}/settings/products`);
    await beside.locator('.card table a').first().click();
    await beside.locator('.mono').first().waitFor();
    const words = await beside.locator('main').innerText();
    known = words.match(/\b[A-Z0-9]+(-[A-Z0-9]+)+\b/)[0];
    await beside.close();
    return known;
}

/// A conversation whose customer has an order.
async function openOrder(page, base) {
    for (let number = 1; number <= 20; number += 1) {
        const answer = await page.goto(`${base}/conversations/${number}?view=all`);
        const newest = page.locator('#panel-orders .related a').first();
        if (!answer.ok() || await newest.count() === 0 || !(await newest.innerText()).includes('delivered')) continue;
        const order = (await newest.getAttribute('href')).split('?')[0];
        await page.goto(`${base}${order}`);
        const customer = await page.locator('.facts dd a[href^="/customers/"]').getAttribute('href');
        return { conversation: number, order, customer };
    }
    throw new Error('no customer of the demo has an order that arrived');
}

async function verify(page, base, order, customer) {
    await page.goto(`${base}${order}`);
    const [name, , place] = (await page.locator('.facts dd').nth(2).innerText()).split('\n');
    await page.goto(`${base}${customer}/verify`);
    await page.locator('input[name=name]').fill(name);
    await page.locator('input[name=postcode]').fill(place.split(' ')[0]);
    await page.locator('input[name=order]').fill(order.split('/').pop());
    await page.locator('input[name=order]').press('Enter');
    await page.waitForURL(`**${customer}`);
}
