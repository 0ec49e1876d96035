// What typing does where a menu is open or the cursor is in one line of a form: letters look for something and press nothing else, Enter does
// what belongs to the field and never sends a mail or resolves what is picked.
import { axe, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step, complaints }) => {
    const press = (key) => page.keyboard.press(key);
    const type = (words) => page.keyboard.type(words);
    const toast = (words) => page.locator('#toasts [data-toast]', { hasText: words });
    const menu = page.locator('.menu:popover-open');
    // A field that went with its menu has the focus until the next frame.
    const closed = async () => {
        await menu.waitFor({ state: 'detached' });
        await page.waitForFunction(() => !document.activeElement?.matches('input, textarea'));
    };
    const posts = [];
    page.on('request', (request) => request.method() === 'POST' && posts.push(new URL(request.url()).pathname));
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);

    await page.goto(`${base}/views/all`);
    for (const key of ['j', 'x', 'j', 'x']) await press(key);
    await press('h');
    await menu.waitFor();
    await type('friday 10');
    await menu.locator('output', { hasText: '10:00' }).waitFor();
    await press('Enter');
    await toast('Snoozed: 2').waitFor();
    await closed();
    step('a time typed for what is picked snoozes it, and resolves nothing');

    await page.goto(`${base}/views/all`);
    for (const key of ['j', 'x']) await press(key);
    await press('t');
    await menu.waitFor();
    await type('lea');
    await menu.locator('[data-sieve-item]:visible', { hasText: 'leak' }).first().waitFor();
    await press('Enter');
    await toast(/Tagged: \d/).waitFor();
    await closed();
    step('a few letters put on the tag they begin');

    await page.goto(`${base}/views/unassigned`);
    await press('j');
    await press('o');
    await page.locator('#work .messages > .message').first().waitFor();
    const number = new URL(page.url()).pathname.split('/')[2];
    const kind = () => page.locator('fl-composer form.composer [name=kind]').inputValue();

    await press('t');
    await menu.waitFor();
    const before = await kind();
    await type('inin');
    holds(await page.evaluate(() => document.activeElement.id) === 'new-tag', 'letters go into the field of the menu');
    holds(await kind() === before && new URL(page.url()).pathname.endsWith(number), 'no single key was pressed');
    await shoot(page, 'tag-menu-typed');
    holds((await axe(page)).length === 0, 'the narrowed menu is accessible');
    await press('Escape');
    await closed();

    step('letters go into the field of a menu, and press nothing on the page behind');

    await press('a');
    await menu.waitFor();
    await type('ben');
    await page.waitForFunction(() => document.activeElement.textContent.includes('Ben Okafor'));
    await press('Enter');
    // Shown before the answer is there; the answer brings the toast.
    await toast('Ben Okafor').first().waitFor();
    await closed();
    step('letters find a colleague');

    await press('w');
    await menu.waitFor();
    await type('friday 10');
    await menu.locator('output', { hasText: '10:00' }).waitFor();
    await shoot(page, 'follow-up-menu');
    const low = await menu.locator('button.wide').boundingBox();
    const box = await menu.boundingBox();
    holds(low.y + low.height <= box.y + box.height, 'the whole menu is to be seen');
    const asked = page.waitForRequest((request) => request.method() === 'POST' && /\/follow-ups$/.test(request.url()));
    await press('Enter');
    const said = new URLSearchParams((await asked).postData());
    holds(said.get('at') === 'friday 10' && !said.has('until'), `the time that was typed is meant: ${said}`);
    await page.locator('#panel-follow-ups').getByText('10:00').waitFor();
    await closed();
    step('a follow-up is set for the time that was typed');

    await press('h');
    await menu.waitFor();
    await type('tuesday 10');
    await press('Enter');
    await toast('snoozed').first().waitFor();
    await closed();
    step('snoozing in words closes the menu');

    await page.goto(`${base}/conversations/${number}?view=all`);
    posts.length = 0;
    await page.locator('fl-composer textarea[name=body]').fill('Half a sentence');
    await press('Escape');
    await press('f');
    await page.locator('#to-row input').focus();
    await type('carol@mail.example');
    await press('Enter');
    await page.waitForFunction(() => document.activeElement.matches('#cc-row input, #bcc-row input, textarea[name=body]'));
    await page.goto(`${base}/new`);
    await page.locator('[name=to]').fill('carol@mail.example');
    await page.locator('[name=subject]').fill('Not yet');
    await press('Enter');
    await page.waitForFunction(() => document.activeElement.name === 'body');
    holds(!posts.some((path) => /\/messages$|^\/new\/\d+$/.test(path)), `something was sent: ${posts}`);
    step('Enter in a line leads on and sends nothing');

    await page.goto(`${base}/conversations/${number}?view=all`);
    await press('g');
    await press('m');
    await page.waitForFunction(() => document.activeElement?.matches('#merge-dialog[open] input'));
    await type('kettle');
    const offers = page.locator('#merge-other-offers button');
    await offers.first().waitFor();
    await shoot(page, 'merge-offers');
    holds((await axe(page)).length === 0, 'what is offered is accessible');
    const other = await offers.first().getAttribute('value');
    await offers.first().click();
    await toast(`#${other}`).first().waitFor();
    step('what to merge is found by its words');

    await page.goto(`${base}/views/all`);
    await press('Control+k');
    await page.locator('#palette[open]').waitFor();
    const offered = () => page.locator('[data-palette-local] [role=option]').allTextContents();
    const all = await offered();
    holds(all.length > 1 && new Set(all).size === all.length, `offered once each: ${all}`);
    await type('settings');
    const words = await offered();
    holds(words[0]?.startsWith('Settings'), `found by its name: ${words}`);
    await page.locator('[data-palette-input]').fill('séttíngs');
    holds((await offered()).join() === words.join(), 'accents make no difference');
    for (const [typed, name] of [['log out', 'Sign out'], ['night m', 'Dark'], ['compose', 'New conversation']]) {
        await page.locator('[data-palette-input]').fill(typed);
        await page.locator('[data-palette-local] [role=option]', { hasText: name }).waitFor();
    }
    step('the palette offers everything once, with or without accents');
    holds(complaints.length === 0, complaints.join('\n'));
});
