// The line is cut in the middle of typing: what was written waits on the device, survives a reload, and is sent once when the
// line is back; not over what somebody wrote meanwhile, and by nobody else.
import { createServer, connect } from 'node:net';
import { axe, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;
const BODY = 'textarea[name=body]';
const BANNER = '[data-waiting]';
const BROKEN = /ERR_|Failed to fetch|Failed to load|Load failed|fetching the script|FetchEvent|status of 401|text\/html/;

await journey(import.meta, async ({ page, context, join, base, step, complaints }) => {
    const line = await cable(new URL(base));
    await signIn(page, line.base, 'noor@kettle.example', FL_PASSWORD);
    await open(page, line.base);
    step('the shell is on the device');

    const saved = page.waitForResponse((answer) => answer.url().endsWith('/draft') && answer.ok());
    await page.locator(BODY).fill('Dear Mia, ');
    await saved;
    await line.cut();
    await page.locator(BODY).press('End');
    await page.keyboard.type('the line went down');
    await page.locator('.composer-state[data-state="offline"]').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator(BANNER).getByText('1 reply or note waits on this device').waitFor();
    holds(await page.locator(BODY).inputValue() === '', 'the composer is not free for the next words');
    await page.getByRole('tab', { name: 'Note' }).click();
    await page.locator(BODY).fill('She called as well.');
    await page.keyboard.press('Control+Enter');
    await page.locator(BANNER).getByText('2 replies and notes wait on this device').waitFor();
    const found = await axe(page);
    holds(found.length === 0, `axe found while things wait:\n${found.join('\n')}`);
    await shoot(page, 'offline-waiting');
    step('a reply and a note wait on the device');

    await page.reload();
    await page.getByRole('heading', { name: 'What waits on this device' }).waitFor();
    await page.getByText('Dear Mia, the line went down').waitFor();
    await page.getByText('She called as well.').waitFor();
    const onTheOfflinePage = await axe(page);
    holds(onTheOfflinePage.length === 0, `axe found on the page without a line:\n${onTheOfflinePage.join('\n')}`);
    await shoot(page, 'offline-page');
    step('a reload without a line shows them');

    await line.mend();
    await page.locator('.messages').getByText('Dear Mia, the line went down').waitFor();
    await page.locator('.messages').getByText('She called as well.').waitFor();
    await page.locator(BANNER).waitFor({ state: 'hidden' });
    await said(page, 'the line went down', 1);
    holds(await page.locator(BODY).inputValue() === '', 'what was sent stands in the composer again');
    step('the page goes on by itself and each is sent once');

    // The server has it, its answer is lost: sending again must not say it twice.
    await open(page, line.base);
    await page.route('**/messages', async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
    }, { times: 1 });
    await page.locator(BODY).fill('Said once.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.messages').getByText('Said once.').waitFor();
    await page.waitForFunction((banner) => document.querySelector(banner).hidden, BANNER, { timeout: 40_000 });
    await said(page, 'Said once.', 1);
    step('an answer that was lost sends nothing twice');

    await heldIfSomebodyWrites(page, (await join()).page, line, base);
    step('a reply is held if somebody wrote meanwhile, put back, and sent by who has looked');

    await waitsForItsWriter(page, context, line);
    step('another agent of the same browser neither sees nor sends it');

    await asksBeforeSigningOut(page, line);
    step('signing out asks, and leaves nothing behind');
    complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !BROKEN.test(complaint)));
    line.end();
});

async function open(page, base) {
    const there = () => page.goto(`${base}/conversations/1?view=all`);
    // The page may be drawing itself anew at this very moment, because something was sent: that cuts the visit short.
    await there().catch(there);
    await page.waitForFunction(() => navigator.serviceWorker.controller && localStorage.getItem('fl:agent'));
    // What waits is looked after as soon as the page is idle.
    await page.locator('html[data-waits=on]').waitFor();
}

async function said(page, words, times) {
    // The page may be drawing itself anew at this very moment, because something was sent.
    await page.reload().catch(() => page.waitForLoadState());
    await page.locator('.messages .message').first().waitFor();
    const count = await page.locator('.messages .message').filter({ hasText: words }).count();
    holds(count === times, `“${words}” stands ${count} times in the thread`);
}

async function heldIfSomebodyWrites(page, ben, line, base) {
    await signIn(ben, base, 'ben@kettle.example', FL_PASSWORD);
    await ben.goto(`${base}/conversations/1?view=all`);
    await open(page, line.base);
    await line.cut();
    await page.locator(BODY).fill('Please unplug it.');
    await page.keyboard.press('Control+Enter');
    await page.locator(BANNER).getByText('1 reply or note waits').waitFor();
    await ben.locator(BODY).fill('A new one leaves today.');
    await ben.keyboard.press('Control+Enter');
    await ben.locator('.messages').getByText('A new one leaves today.').waitFor();
    await line.mend();
    await page.locator(BANNER).getByText('1 reply was not sent').waitFor({ timeout: 40_000 });
    await page.locator('.waiting').getByText('A new one leaves today').waitFor();
    await said(page, 'Please unplug it.', 0);
    await page.locator('.waiting').getByRole('button', { name: 'Put back' }).click();
    await page.waitForFunction(([body]) => document.querySelector(body)?.value === 'Please unplug it.', [BODY]).catch(() => holds(false, 'the words are not back in the composer'));
    await page.locator(BODY).fill('Glad to hear it.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.messages').getByText('Glad to hear it.').waitFor();
    await page.locator(BANNER).waitFor({ state: 'hidden' });
}

async function waitsForItsWriter(page, context, line) {
    await open(page, line.base);
    await line.cut();
    await page.getByRole('tab', { name: 'Note' }).click();
    await page.locator(BODY).fill('From Noor alone.');
    await page.keyboard.press('Control+Enter');
    await page.locator(BANNER).getByText('1 reply or note waits').waitFor();
    await context.clearCookies();
    await line.mend();
    await signIn(page, line.base, 'ben@kettle.example', FL_PASSWORD);
    await open(page, line.base);
    await page.waitForTimeout(1_500);
    holds(await page.locator(BANNER).isHidden(), 'Ben is told of what Noor wrote');
    await said(page, 'From Noor alone.', 0);
    await page.goto(`${line.base}/offline`);
    await page.getByText('Waiting for another agent').waitFor();
    holds(!(await page.content()).includes('From Noor alone.'), 'Ben reads what Noor wrote');
    await context.clearCookies();
    await signIn(page, line.base, 'noor@kettle.example', FL_PASSWORD);
    await open(page, line.base);
    await page.locator('.messages').getByText('From Noor alone.').waitFor();
}

async function asksBeforeSigningOut(page, line) {
    await open(page, line.base);
    await page.route(/\/(messages|waiting)$/, (route) => route.abort('connectionreset'));
    await page.locator(BODY).fill('Never sent.');
    await page.keyboard.press('Control+Enter');
    await page.locator(BANNER).getByText('1 reply or note waits').waitFor();
    const leave = () => page.evaluate(() => document.querySelector('form[action="/sign-out"]').requestSubmit());
    await leave();
    await page.getByRole('dialog').getByText('1 reply or note waits on this device').waitFor();
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    holds(/conversations/.test(page.url()), 'staying left the page');
    await leave();
    await page.getByRole('button', { name: 'Throw away and sign out' }).click();
    await page.waitForURL(/sign-in/);
    const left = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('draft:') || key === 'fl:agent'));
    holds(left.length === 0, `left on the device: ${left}`);
    const kept = await page.evaluate(() => new Promise((done, failed) => {
        const asked = indexedDB.open('frontline');
        asked.onerror = () => failed(asked.error);
        asked.onsuccess = () => {
            const all = asked.result.transaction('waiting').objectStore('waiting').getAll();
            all.onsuccess = () => done(all.result.map(({ text }) => text));
        };
    }));
    holds(!kept.includes('Never sent.'), 'what was thrown away is still on the device');
}

/// A cable to the desk that can be cut: every connection ends, and nothing is there until it is mended.
async function cable(target) {
    const open = new Set();
    const server = createServer((here) => {
        const there = connect(Number(target.port), target.hostname);
        for (const end of [here, there]) {
            open.add(end);
            end.on('error', () => {}).on('close', () => open.delete(end));
        }
        here.pipe(there).pipe(here);
    });
    const listen = (port) => new Promise((done) => server.listen(port, '127.0.0.1', done));
    await listen(0);
    const { port } = server.address();
    const cut = () => new Promise((done) => {
        server.close(done);
        for (const end of open) end.destroy();
    });
    return { base: `http://127.0.0.1:${port}`, cut, mend: () => listen(port), end: () => cut() };
}
