// Suggestions and macros on orders, by keyboard: the card's words go into the reply, a no is kept, and a macro begins with
// the preview of an action and goes on when it is confirmed.
import { axe, holds, journey, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step }) => {
    const body = page.locator('textarea[name=body]');
    const card = page.locator('#panel-suggestions');
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    const number = await withSuggestion(page, base);
    const words = (await card.locator('blockquote').first().innerText()).trim();
    const found = await axe(page);
    holds(found.length === 0, `axe found on the card:\n${found.slice(0, 3).join('\n')}`);

    await Promise.all([page.waitForEvent('load'), press(page, 's', 'r')]);
    await page.waitForFunction((said) => document.querySelector('textarea[name=body]')?.value.includes(said), words);
    step('s r puts the words into the reply');

    await page.locator('#panel-suggestions article').first().waitFor();
    await page.evaluate(() => document.activeElement?.blur());
    await press(page, 's', 'n');
    await card.locator('[data-why=said_no]').waitFor({ state: 'attached' });
    holds(page.url().includes(`/conversations/${number}`), 'the page was left');
    step('s n records a no, and the card says so');

    await verify(page, base, number);
    await page.goto(`${base}/conversations/${number}?view=all`);
    await body.fill('Before the macro.');
    await page.keyboard.press('Escape');
    await page.keyboard.press('m');
    await page.locator('#macro-menu').getByText('Goodwill: 10 %').click();
    await page.waitForURL((url) => url.pathname.startsWith('/customers/') || url.pathname.startsWith('/orders/'));
    if (page.url().includes('/begin/')) await page.locator('.related a').first().click();
    await page.locator('form[action$="/actions/goodwill/confirm"]').waitFor();
    step('a macro asks which order and shows the preview');

    await page.keyboard.press('Control+Enter');
    await page.waitForURL(`**/conversations/${number}*`);
    await page.waitForFunction(() => document.querySelector('textarea[name=body]')?.value.includes('10 %'));
    const written = await body.inputValue();
    holds(written.startsWith(words) || written.includes('Before the macro.'), `what was written is lost: ${written}`);
    step('its words follow the confirmation');
}, { reducedMotion: 'reduce' });

async function press(page, ...keys) {
    await page.evaluate(() => document.activeElement?.blur());
    for (const key of keys) await page.keyboard.press(key);
}

/// A conversation whose card has something to offer.
async function withSuggestion(page, base) {
    for (let number = 1; number <= 20; number += 1) {
        const answer = await page.goto(`${base}/conversations/${number}?view=all`);
        if (!answer.ok() || await page.locator('#panel-suggestions').count() === 0) continue;
        await page.locator('#panel-suggestions[data-live]').waitFor({ state: 'attached' });
        if (await page.locator('#panel-suggestions article').count() > 0) return number;
    }
    throw new Error('nothing is suggested to any customer of the demo');
}

/// The customer of this conversation shows in it who they are by what their newest order says.
async function verify(page, base, number) {
    const order = (await page.locator('#panel-orders .related a').first().getAttribute('href')).split('?')[0];
    await page.goto(`${base}${order}`);
    const customer = await page.locator('.facts dd a[href^="/customers/"]').getAttribute('href');
    const [name, , place] = (await page.locator('.facts dd').nth(2).innerText()).split('\n');
    await page.goto(`${base}${customer.split('?')[0]}/verify?conversation=${number}`);
    await page.locator('input[name=name]').fill(name);
    await page.locator('input[name=postcode]').fill(place.split(' ')[0]);
    await page.locator('input[name=order]').fill(order.split('/').pop());
    await page.locator('input[name=order]').press('Enter');
    await page.waitForURL((url) => !url.pathname.endsWith('/verify'));
}
