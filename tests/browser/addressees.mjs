// Whom one writes to is offered by a few letters: where a conversation begins, in copies of a reply and to third parties; and a text by its
// shortcut and an emoji by its name where a conversation begins.
import { axe, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step }) => {
    const press = (key) => page.keyboard.press(key);
    const type = (words) => page.keyboard.type(words);
    const offers = page.locator('[data-addressees]:visible [role=option]');
    const reads = (id, words) => page.waitForFunction(([line, wanted]) => document.getElementById(line).value === wanted, [id, words]);
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);

    await page.goto(`${base}/new`);
    await page.locator('#new-to').focus();
    await type('fern');
    await offers.filter({ hasText: 'Lucía Fernández' }).waitFor();
    holds(await page.locator('#new-to').getAttribute('aria-expanded') === 'true', 'the line says that it offers something');
    holds((await axe(page)).length === 0, 'what is offered is accessible');
    await shoot(page, 'new-addressees');
    await press('Enter');
    await reads('new-to', 'Lucía Fernández <lucia.fernandez@correo.example>, ');
    holds(await page.locator('#new-to').getAttribute('aria-expanded') === 'false', 'what was taken closes the list');
    await type('王小');
    await offers.filter({ hasText: '王小明' }).waitFor();
    await press('Tab');
    await reads('new-to', 'Lucía Fernández <lucia.fernandez@correo.example>, 王小明 <wang.xiaoming@youxiang.example>, ');
    step('two who are known are taken by a few letters');

    await page.locator('#new-subject').fill('Your kettle');
    await page.locator('#body-new').focus();
    await type(';thank');
    await page.locator('[data-snippets] [role=option]').first().waitFor();
    await press('Enter');
    await page.waitForFunction(() => document.querySelector('#body-new').value.includes('Noor'));
    const written = await page.locator('#body-new').inputValue();
    holds(written.includes('Lucía') && !written.includes('{{'), `filled for whom it goes to: ${written}`);
    await type(' :heart');
    await page.locator('[data-emoji-offers] [role=option]').first().waitFor();
    await press('Enter');
    await page.waitForFunction(() => /\p{Extended_Pictographic}/u.test(document.querySelector('#body-new').value));
    await press('Control+Enter');
    await page.waitForURL('**/conversations/**');
    await page.locator('.messages > .message').first().waitFor();
    step('a shortcut and an emoji are put in, and it is sent');

    await page.goto(`${base}/views/all`);
    await page.locator('#list [data-item] [data-open]').nth(2).click();
    await page.locator('fl-composer [data-body]').waitFor();
    await page.locator('[data-reveal=cc-row]').click();
    await page.locator('#to-cc').fill('');
    await page.locator('#to-cc').focus();
    await type('hannah.cl');
    await offers.filter({ hasText: 'Hannah Clarke' }).waitFor();
    holds((await axe(page)).length === 0, 'above the composer it is accessible too');
    await shoot(page, 'reply-addressees');
    await press('Escape');
    holds(await offers.count() === 0, 'Escape lets go');
    holds(await page.locator('#to-cc').inputValue() === 'hannah.cl', 'and keeps what was typed');
    await type('arke');
    await offers.filter({ hasText: 'Hannah Clarke' }).click();
    await reads('to-cc', 'Hannah Clarke <hannah.clarke@mail.example>, ');
    step('a copy goes to somebody found by their address');
});
