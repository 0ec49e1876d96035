// What settings would mean, said while one types: conversation fields, customer attributes, tax, a rule of suggestions, a type
// of records. Reached by keyboard, and by a button where no script runs; nothing is saved by looking, and what was saved is put back.
import { axe, fitsItsWidth, holds, journey, launch, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step }) => {
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    const sound = async (where) => {
        const faults = await axe(page);
        holds(faults.length === 0, `${where} has faults of access: ${faults.join('\n')}`);
        await fitsItsWidth(page, where);
        await shoot(page, where);
    };
    const back = async (what) => {
        await page.locator('.toast', { hasText: `Saved: ${what}` }).waitFor();
        await page.locator('#toasts').getByRole('button', { name: 'Put back as it was' }).click();
        await page.locator('.toast', { hasText: `Put back as it was: ${what}` }).waitFor();
    };

    await page.goto(`${base}/settings/fields`);
    const field = page.locator('#field-effect');
    await page.locator('#label').fill('Colour of the kettle');
    await page.locator('#kind').selectOption('choice');
    await page.locator('#choices').fill('red\ngreen');
    await field.locator('select option', { hasText: 'green' }).waitFor({ state: 'attached' });
    await sound('effect-field-new');
    // Enter saves: the button that only shows stands behind it.
    await page.locator('#label').press('Enter');
    await page.locator('td', { hasText: 'Colour of the kettle' }).waitFor();
    await page.locator('td a', { hasText: 'Colour of the kettle' }).click();
    await page.locator('#choices').fill('green\nblue');
    await field.locator('select option', { hasText: 'blue' }).waitFor({ state: 'attached' });
    holds(/No conversation has a value yet/.test(await field.innerText()), await field.innerText());
    await sound('effect-field-one');
    await page.getByRole('button', { name: 'Remove this field' }).click();
    await back('Conversation field · Colour of the kettle');
    holds(await page.locator('td a', { hasText: 'Colour of the kettle' }).count() === 1, 'the field did not come back');
    step('a field is shown as agents get it, removed, and put back');

    await page.goto(`${base}/settings/customer-attributes`);
    await page.locator('td a').first().click();
    const attribute = page.locator('#attribute-effect');
    const kept = await attribute.innerText();
    await page.locator('#days').fill('1');
    await page.waitForFunction((before) => document.getElementById('attribute-effect').innerText !== before, kept);
    await sound('effect-attribute');
    step('a time to keep says what it would erase');

    await page.goto(`${base}/settings/shop`);
    await page.locator('details:has(#tax-country) > summary').click();
    const tax = page.locator('#tax-effect');
    holds(/Fill in the fields/.test(await tax.innerText()), 'an empty form shows an effect');
    await page.locator('#tax-country').fill('DE');
    await page.locator('#tax-class').fill('standard');
    await page.locator('#tax-rate').fill('25');
    await tax.locator('table').waitFor();
    await tax.getByText(/to 25 %|taxed at 25 %/).waitFor();
    holds(/open order/.test(await tax.innerText()), `open orders are not spoken of: ${await tax.innerText()}`);
    await sound('effect-tax');
    await page.locator('form[action$="/shop/tax"] button.button').first().click();
    await back('Tax rate · DE standard');
    step('a rate of tax is seen on a basket, and put back');

    await page.goto(`${base}/settings/products`);
    await page.locator('td a').first().click();
    await page.locator('input[name=price]').first().fill('99.90');
    await page.locator('[id^=price-][id$=-effect] table').first().waitFor();
    await sound('effect-price');
    step('a price is seen on one piece, and where it stands beside its button');

    await page.goto(`${base}/settings/suggestions`);
    const rule = page.locator('td.cell-main a').first();
    await (await rule.count() ? rule.click() : page.goto(`${base}/settings/suggestions/new`));
    const tried = page.locator('#rule-effect');
    await page.locator('#try_words').fill('This is terrible, I am furious, worst service ever');
    await tried.getByText('The words read as annoyed').waitFor();
    await sound('effect-suggestion');
    step('a rule is tried with angry words');

    await page.goto(`${base}/settings/record-types`);
    const form = page.locator('#record-type-effect');
    await form.locator('input:not([type=hidden]), select').first().waitFor();
    const document = page.locator('#definition');
    await document.fill((await document.inputValue()).replace('"Guest"', '"Name of the guest"'));
    await form.getByText('Name of the guest').waitFor();
    await sound('effect-record-type');
    step('a type of records shows the form agents would get');

    const plain = await launch({ javaScriptEnabled: false });
    try {
        await signIn(plain.page, base, 'noor@kettle.example', FL_PASSWORD);
        await plain.page.goto(`${base}/settings/shop`);
        await plain.page.locator('details:has(#tax-country) > summary').click();
        await plain.page.locator('#tax-country').fill('DE');
        await plain.page.locator('#tax-class').fill('standard');
        await plain.page.locator('#tax-rate').fill('30');
        await plain.page.locator('form[action$="/shop/tax"]').getByRole('button', { name: 'Show the effect' }).click();
        await plain.page.locator('#tax-effect table').waitFor();
        holds(await plain.page.locator('#tax-rate').inputValue() === '30', 'what was typed is gone');
        holds(await plain.page.locator('td', { hasText: '30 %' }).count() === 0, 'showing saved it');
    } finally {
        await plain.close();
    }
    step('without a script a button shows the same and saves nothing');
});
