// Services, subscriptions, a company's own records, gift cards and papers, without a mouse: from the administrator's settings
// to the agent's forms, each page checked for accessibility and for fitting a phone.
import { axe, fitsItsWidth, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step }) => {
    const press = (key) => page.keyboard.press(key);
    const sound = async (name) => {
        const found = await axe(page);
        holds(found.length === 0, `axe found on ${name}:\n${found.slice(0, 3).join('\n')}`);
        await shoot(page, name);
        await page.setViewportSize({ width: 390, height: 844 });
        await fitsItsWidth(page, name);
        await page.setViewportSize({ width: 1440, height: 900 });
    };
    const submit = async (action) => {
        await page.locator(`form[method=post][action$="${action}"] [type=submit]`).first().focus();
        await press('Enter');
    };
    const confirm = async (verb) => {
        await page.locator(`form[action$="/actions/${verb}/confirm"]`).waitFor();
        await sound(`preview-${verb}`);
        await press('Control+Enter');
    };
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);

    await page.goto(`${base}/settings/rate-cards`);
    await sound('rate-cards');
    await submit('/settings/rate-cards');
    await page.waitForURL('**/settings/rate-cards/repair');
    await page.locator('#try-labour').fill('20');
    await page.locator('input[name=flag]').check();
    await page.locator('form[method=get] [type=submit]').focus();
    await press('Enter');
    await page.getByText('Labour: 20 min').waitFor();
    await sound('rate-card');
    step('a rate card is written and tried');

    await page.goto(`${base}/settings/record-types`);
    await page.locator('input[name=code]').fill('booking');
    await page.locator('input[name=name]').fill('Booking');
    await sound('record-types');
    await submit('/settings/record-types');
    await page.waitForURL('**/settings/record-types/booking');
    await sound('record-type');
    step('a record type is defined and shown in plain words');

    const { number, customer } = await conversationWithPapers(page, base);
    await page.goto(`${base}/conversations/${number}?view=all`);
    await page.locator('#panel-holdings').waitFor();
    await sound('panel');
    await press('p');
    await page.locator('dialog#papers[open]').waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('#papers form'));
    // Pictures of a phone close the panel and what is open in it.
    await shoot(page, 'papers');
    await page.locator('#papers form [type=submit]').first().focus();
    await press('Enter');
    await page.locator('.attachments', { hasText: '.pdf' }).waitFor();
    step('p and Enter put the newest paper on the reply');

    const actions = `${base}/customers/${customer}/actions`;
    await page.goto(`${actions}/charge?card=repair&conversation=${number}`);
    await page.locator('#quantity-labour').fill('20');
    await page.locator('#quantity-part').fill('2');
    await sound('charge');
    await submit('/actions/charge');
    await confirm('charge');
    await page.waitForURL(`**/customers/${customer}/holdings?*`);
    step('a service is charged by its rate card, its steps shown');

    await page.goto(`${actions}/start_subscription`);
    await page.locator('input[name=plan]').fill('Tea every month');
    await page.locator('input[name=amount]').fill('30');
    await sound('start-subscription');
    await submit('/actions/start_subscription');
    await confirm('start_subscription');
    await page.locator('.banner.good').waitFor();
    await page.goto(await page.locator('a[href*="/actions/change_subscription"]').first().getAttribute('href').then((href) => base + href));
    await page.locator('input[name=plan]').fill('Tea every week');
    await page.locator('input[name=amount]').fill('45');
    await submit('/actions/change_subscription');
    await page.getByText('days of the running period are left').waitFor();
    await confirm('change_subscription');
    await page.locator('.banner.good').waitFor();
    step('a subscription is started, and changed with what the rest of the period costs');

    await page.goto(`${actions}/load_balance`);
    await page.locator('select[name=kind]').selectOption('gift_card');
    await page.locator('input[name=amount]').fill('12.50');
    await sound('load-balance');
    await submit('/actions/load_balance');
    await confirm('load_balance');
    await page.locator('strong.mono').waitFor();
    await sound('gift-card-code');
    step('a gift card is given and its code shown once');

    await page.goto(`${actions}/open_record?type=booking`);
    await page.locator('#field-guest').fill('Mia');
    await page.locator('#field-arrives').fill('2027-05-01');
    await page.locator('#field-nights').fill('3');
    await sound('open-record');
    await submit('/actions/open_record');
    await page.getByText('action.no_rules').waitFor();
    await sound('record-denied');
    step('a booking has a form of its own, and waits for a policy that speaks of it');

    await page.goto(`${base}/customers/${customer}/holdings?conversation=${number}`);
    for (const summary of await page.locator('details.more > summary').all()) await summary.click();
    await sound('holdings');
    await page.goto(`${base}/customers/${customer}`);
    await sound('customer');
    await page.goto(`${base}/settings/shop`);
    await sound('shop');
    step('everything the customer has with us stands on one page');
}, { reducedMotion: 'reduce' });

/// A conversation whose customer has an order; its invoice is issued, so that there is a paper to send.
async function conversationWithPapers(page, base) {
    for (let number = 1; number <= 20; number += 1) {
        const answer = await page.goto(`${base}/conversations/${number}?view=all`);
        const newest = page.locator('#panel-orders .related a').first();
        if (!answer.ok() || await newest.count() === 0) continue;
        const order = (await newest.getAttribute('href')).split('?')[0];
        await page.goto(`${base}${order}`);
        const customer = (await page.locator('.facts dd a[href^="/customers/"]').getAttribute('href')).split('/').pop();
        const [name, , place] = (await page.locator('.facts dd').nth(2).innerText()).split('\n');
        await page.goto(`${base}/customers/${customer}/verify`);
        await page.locator('input[name=name]').fill(name);
        await page.locator('input[name=postcode]').fill(place.split(' ')[0]);
        await page.locator('input[name=order]').fill(order.split('/').pop());
        await page.locator('form[action$="/verify/match"] [type=submit]').click();
        await page.goto(`${base}${order}/actions/invoice`);
        await page.locator('form[action$="/actions/invoice"] [type=submit]').click();
        const possible = page.locator('form[action$="/actions/invoice/confirm"] [type=submit]');
        if (await possible.count() > 0) await possible.click();
        return { number, customer };
    }
    throw new Error('no customer of the demo has an order');
}
