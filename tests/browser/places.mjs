// What stays where it was: the place in a list when a conversation is opened and on the way back, whom a reply answers while one forwards, the
// words of another tab when this one sends, and one press of a button that is pressed twice.
import { holds, journey, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, context, base, step, complaints }) => {
    const top = () => page.evaluate(() => document.querySelector('[data-list]').scrollTop);
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/views/all`);
    await page.locator('[data-item]').nth(9).scrollIntoViewIfNeeded();
    await page.evaluate(() => (document.querySelector('[data-list]').scrollTop = 400));
    await page.locator('[data-item] [data-open]').nth(8).click();
    await page.waitForURL('**/conversations/**');
    await page.locator('[data-item][aria-current=true]').waitFor();
    const row = await page.locator('[data-item][aria-current=true]').boundingBox();
    holds(await top() > 200 && row.y > 0 && row.y + row.height < 900, `the list stands where it was: ${await top()}, ${row.y}`);
    await page.goBack();
    await page.waitForURL('**/views/all');
    await page.waitForFunction(() => document.querySelector('[data-list]').scrollTop > 200);
    await page.goto(`${base}/settings/profile`);
    await page.goto(`${base}/views/all`);
    await page.locator('[data-item]').first().waitFor();
    holds(await top() === 0, 'whoever was elsewhere begins at the top');
    step('a list keeps its place');

    await page.locator('[data-item] [data-open]').nth(2).click();
    await page.waitForURL('**/conversations/**');
    const to = page.locator('#to-to');
    const customer = await to.inputValue();
    holds(customer.includes('@'), 'a reply answers somebody');
    await page.locator('#mode-forward').click();
    holds(await to.inputValue() === '' && await page.evaluate(() => document.activeElement.id) === 'to-to', 'a forward begins in an empty To');
    await to.fill('parts@factory.example');
    await page.locator('#mode-note').click();
    await page.locator('#mode-reply').click();
    holds(await to.inputValue() === customer, 'the reply still answers the customer');
    await page.locator('#mode-forward').click();
    holds(await to.inputValue() === 'parts@factory.example', 'and the forward goes where it went');
    await page.locator('#mode-reply').click();
    step('a forward begins without the customer, a reply keeps them');

    await page.goto(`${base}/views/all`);
    const address = base + await page.locator('[data-item] [data-open]').nth(4).getAttribute('href');
    await page.goto(address);
    const other = await context.newPage();
    await other.goto(address);
    await other.locator('fl-composer [data-body]').fill('Written in the other tab');
    await other.locator('.composer-state[data-state=saved]').waitFor();
    await page.locator('fl-composer [data-body]').fill('Sent from this tab');
    await page.locator('.composer-state[data-state=stale]').waitFor();
    // The browser says that the save was refused.
    complaints.length = 0;
    await page.locator('[data-send]').click();
    await page.locator('.messages > .message', { hasText: 'Sent from this tab' }).waitFor();
    await page.waitForFunction(() => document.querySelector('fl-composer [data-body]').value === 'Written in the other tab');
    await page.goto(address);
    holds(await page.locator('fl-composer [data-body]').inputValue() === 'Written in the other tab', 'what was sent is no draft, what was not is one');
    await other.close();
    step('two tabs lose no words and send nothing twice');

    await page.goto(`${base}/new`);
    await page.locator('#new-to').fill('twice@mail.example');
    await page.locator('#new-subject').fill('Pressed twice');
    await page.locator('#body-new').fill('Once only.');
    const posts = [];
    page.on('request', (request) => request.method() === 'POST' && new URL(request.url()).pathname.startsWith('/new/') && posts.push(request.url()));
    await page.locator('[data-send]').dblclick();
    await page.waitForURL('**/conversations/**');
    holds(posts.length === 1, `sent ${posts.length} times`);
    step('what is pressed twice is sent once');
});
