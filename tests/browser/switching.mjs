// Going on without leaving the page: from list to list, from one open conversation to the next, acting on a row that is not open.
import { axe, holds, journey, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;
const CURRENT = '#list [aria-current="true"]';

await journey(import.meta, async ({ page, base, step, join, complaints }) => {
    const go = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
    const number = () => Number(new URL(page.url()).pathname.split('/').pop());
    // A mark in the window is lost as soon as a page is loaded anew.
    const mark = () => page.evaluate(() => { globalThis.stayed = true; });
    const stays = async (where) => holds(await page.evaluate(() => globalThis.stayed === true), `${where} loads the page anew`);
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);

    await page.goto(`${base}/views/open`);
    await mark();
    const rail = (path) => page.locator(`.rail a[href="${path}"][aria-current="page"]`).waitFor();
    await go('g', 'u');
    await page.waitForURL(/\/views\/unassigned$/);
    await rail('/views/unassigned');
    await page.locator('main.list h1', { hasText: 'Unassigned' }).waitFor();
    holds((await page.title()).startsWith('Unassigned'), `the tab says ${await page.title()}`);
    holds(await page.locator('.rail a[aria-current="page"]').count() === 1, 'two entries of the rail are the present one');
    await go('g', 'o', 'g', 'p', 'g', 'o');
    await page.waitForURL(/\/views\/open$/);
    await page.locator('main.list h1', { hasText: 'All open' }).waitFor();
    await rail('/views/open');
    await page.waitForTimeout(500);
    holds(new URL(page.url()).pathname === '/views/open' && (await page.locator('main.list h1').innerText()) === 'All open', 'an overtaken list came after all');
    await stays('another view');
    holds((await axe(page)).length === 0, 'a switched list has faults of access');
    step('g u, g o: another list without another page, the last one asked for wins');

    // While the line dawdles: neither queued nor dropped, and a cursor of one list means nothing in the next.
    const slow = async (route) => { await new Promise((later) => setTimeout(later, 400)); await route.continue().catch(() => {}); };
    await page.route('**/views/*?part=list', slow);
    await go('g', 'u', 'g', 'o', 'g', 'p');
    await page.waitForURL(/\/views\/pending$/);
    await page.locator('main.list h1', { hasText: 'Pending' }).waitFor();
    await rail('/views/pending');
    await go('g', 'o');
    await page.waitForURL(/\/views\/open$/);
    await page.unroute('**/views/*?part=list', slow);
    await go('j', 'g', 'a');
    await page.waitForURL(/\/views\/all$/);
    const bulk = [];
    page.on('request', (asked) => asked.method() === 'POST' && new URL(asked.url()).pathname === '/conversations' && bulk.push(asked.url()));
    await go('e');
    await page.waitForTimeout(300);
    holds(bulk.length === 0, 'a key meant a row of the list before');
    await go('g', 'u');
    await page.waitForURL(/\/views\/unassigned$/);
    await go('g', 'o');
    await page.waitForURL(/\/views\/open$/);
    step('three in a row lead to the third, and the cursor stays behind');

    await page.goBack();
    await page.waitForURL(/\/views\/unassigned$/);
    await page.locator('main.list h1', { hasText: 'Unassigned' }).waitFor();
    await rail('/views/unassigned');
    step('back leads to the list before');

    await page.goto(`${base}/views/open`);
    const rows = await page.locator('#list [data-open]').evaluateAll((links) => links.map((link) => Number(new URL(link.href).pathname.split('/').pop())));
    holds(rows.length > 2, 'the demo has too few open conversations');
    await go('j', 'o');
    await page.waitForURL(new RegExp(`/conversations/${rows[0]}\\b`));
    await page.locator(`${CURRENT}#conversation-${rows[0]}`).waitFor();
    await mark();
    await go('.');
    await page.waitForURL(new RegExp(`/conversations/${rows[1]}\\b`));
    await page.locator(`#work #head-${rows[1]}`).waitFor();
    await page.locator(`${CURRENT}#conversation-${rows[1]}`).waitFor();
    await go(',');
    await page.waitForURL(new RegExp(`/conversations/${rows[0]}\\b`));
    await page.locator(`#work #head-${rows[0]}`).waitFor();
    await page.locator(`${CURRENT}#conversation-${rows[0]}`).waitFor();
    holds(await page.locator('#panel').count() === 1 && await page.locator('#work').count() === 1, 'a zone stands twice');
    holds(!page.url().includes('part='), `the address names a part: ${page.url()}`);
    await stays('the next conversation');
    step('. and , go from one open conversation to the next');

    // What the cursor rests on is there already, and is not what it was once somebody wrote in it.
    const asked = [];
    page.on('request', (request) => request.url().includes('part=') && asked.push(new URL(request.url())));
    const resting = (number) => page.waitForResponse((answer) => answer.url().includes(`/conversations/${number}?`) && answer.url().includes('part=ahead') && answer.ok());
    const [ahead] = await Promise.all([resting(rows[2]), go('j', 'j')]);
    await ahead.finished();
    asked.length = 0;
    await go('o');
    await page.locator(`#work #head-${rows[2]}`).waitFor();
    await page.locator(`${CURRENT}#conversation-${rows[2]}`).waitFor();
    holds(!asked.some((url) => url.search.includes('part=work')), `what was fetched ahead was fetched again: ${asked.join(' ')}`);
    const colleague = (await join()).page;
    await signIn(colleague, base, 'ana@kettle.example', FL_PASSWORD);
    await colleague.goto(`${base}/conversations/${rows[0]}?view=open`);
    const [stale] = await Promise.all([resting(rows[0]), go('k', 'k')]);
    await stale.finished();
    const told = page.evaluate((topic) => new Promise((heard) => document.addEventListener('fl:changed', ({ detail }) => detail.topic === topic && heard())),  await colleague.locator('.messages').getAttribute('data-live'));
    await colleague.keyboard.press('n');
    await colleague.locator('textarea[name=body]').fill('Written while another looked ahead.');
    await colleague.keyboard.press('Control+Enter');
    await told;
    await go('o');
    await page.locator(`#work #head-${rows[0]}`).waitFor();
    await page.locator('.messages').getByText('Written while another looked ahead.').waitFor({ timeout: 2_000 });
    await colleague.close();
    await stays('what was fetched ahead');
    step('what the cursor rests on opens without asking again, unless it changed meanwhile');

    const dawdle = async (route) => { await new Promise((later) => setTimeout(later, 400)); await route.continue().catch(() => {}); };
    await page.route('**/conversations/*part=work', dawdle);
    await go('.', '.');
    await page.locator(`#work #head-${rows[2]}`).waitFor();
    await page.locator(`${CURRENT}#conversation-${rows[2]}`).waitFor();
    holds(number() === rows[2], `two steps lead to ${page.url()}`);
    await page.unroute('**/conversations/*part=work', dawdle);
    // Nothing held ahead stands in for what cannot be fetched.
    await page.evaluate(() => document.dispatchEvent(new CustomEvent('fl:changed', { detail: {} })));
    const dead = (route) => route.abort();
    await page.route(/\/conversations\/.*part=(work|ahead)/, dead);
    await go(',');
    await page.waitForTimeout(500);
    await page.unroute(/\/conversations\/.*part=(work|ahead)/, dead);
    holds(await page.locator(`${CURRENT}#conversation-${rows[2]}`).count() === 1 && number() === rows[2], 'what could not be opened is marked as open');
    complaints.length = 0; // the broken line was meant
    // A list that is fetched anew while one is on the way to the next leaves the mark there.
    await page.route('**/conversations/*part=work', dawdle);
    await go(',');
    await Promise.all([page.waitForResponse((answer) => answer.url().includes('/rows?')), page.evaluate(() => document.getElementById('list').dispatchEvent(new Event('live')))]);
    await page.waitForTimeout(60);
    await go(',');
    await page.locator(`#work #head-${rows[0]}`).waitFor();
    await go('.', '.');
    await page.locator(`#work #head-${rows[2]}`).waitFor();
    await page.unroute('**/conversations/*part=work', dawdle);
    step('two steps at once lead two further, and a step that fails leaves the mark where one is');

    // Gone on before the answer came: what was sent is no draft.
    await page.route('**/messages', async (route) => { await new Promise((later) => setTimeout(later, 900)); await route.continue().catch(() => {}); }, { times: 1 });
    await go('n');
    await page.locator('textarea[name=body]').pressSequentially('Said while going on.');
    await go('Control+Enter');
    await page.locator(`#conversation-${rows[1]} [data-open]`).click();
    await page.locator(`#work #head-${rows[1]}`).waitFor();
    await page.waitForTimeout(2_500);
    await page.goto(`${base}/conversations/${rows[2]}?view=open`);
    await page.locator('.messages').getByText('Said while going on.').waitFor();
    holds(await page.locator('.messages .message').filter({ hasText: 'Said while going on.' }).count() === 1, 'it was said twice');
    holds(await page.locator('textarea[name=body]').inputValue() === '', 'what was sent stands in the composer again');
    step('who goes on while it is sent finds no draft of it');

    // The list that stands hears of others' work, and knows which one is open by then.
    await page.locator(`#conversation-${rows[1]} [data-open]`).click();
    await page.locator(`#work #head-${rows[1]}`).waitFor();
    const other = (await join()).page;
    await signIn(other, base, 'ana@kettle.example', FL_PASSWORD);
    await other.goto(`${base}/conversations/${rows[2]}?view=open`);
    const refreshed = page.waitForResponse((answer) => answer.url().includes('/rows?') && answer.ok());
    await other.keyboard.press('n');
    await other.locator('textarea[name=body]').fill('Seen by two.');
    await other.keyboard.press('Control+Enter');
    await refreshed;
    await page.waitForTimeout(300);
    holds(await page.locator(CURRENT).count() === 1, 'not one row is the open one');
    holds(await page.locator(`${CURRENT}#conversation-${number()}`).count() === 1, 'a refreshed list marks another row than the open one');
    step('a list that is refreshed still marks the open one');

    await page.goto(`${base}/views/open`);
    await mark();
    await go('j', 'j');
    const here = await page.evaluate(() => Number(new URL(document.activeElement.href).pathname.split('/').pop()));
    const resolved = page.waitForResponse((answer) => answer.request().method() === 'POST' && new URL(answer.url()).pathname === '/conversations');
    await go('e');
    holds((await resolved).request().postData().includes(`conversation=${here}`), 'another row than the one under the cursor was meant');
    await page.locator(`#list #conversation-${here}`).waitFor({ state: 'detached' });
    await stays('acting on a row');
    await go('z');
    await page.locator(`#list #conversation-${here}`).waitFor();
    step('e resolves the row under the cursor without opening it, z takes it back');

    await go('j', 'a');
    await page.locator('#bulk-assign:popover-open').waitFor();
    holds((await axe(page)).length === 0, 'the menu of a row has faults of access');
    await go('Escape');
    step('a offers colleagues for the row under the cursor');
});
