// The browser's part of `--bin workspace`: node workspace.mjs BASE_URL with FL_PART=alone or crowd.
//
// From a key to the painted result: the moment the key went down (its event's own time) until the task after the frame that shows the
// result. Beside it stands the floor: the same bytes of page without any script, served by this process, opened by a key in the same
// browser. `alone` also scrolls 10,000 rows and counts long tasks; `crowd` times one agent's change on another's screen.
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { launch, signIn } from '../../tests/browser/browser.mjs';

const base = process.argv[2];
const { FL_PART, FL_PASSWORD } = process.env;
const TIMES = 43;
/// The first of a fresh page, told apart: a browser reads scripts and styles for the first time then.
const FRESH = 3;
const LONG_TASK_MS = 50;
/// Who looks at a row before opening it takes longer than this.
const RESTED_MS = 350;

const { page, join, close } = await launch({ reducedMotion: 'reduce' });
await page.addInitScript(clocks);
await signIn(page, base, 'a0@kettle.example', FL_PASSWORD);
if (FL_PART === 'crowd') await crowd();
else await alone();
await close();

async function alone() {
    const opened = await open(0);
    const rested = await open(RESTED_MS);
    const switched = await switchViews();
    say('next row (j)', await nextRow());
    say('palette (Ctrl K)', await palette());
    const floor = (await staticPage()).slice(FRESH);
    say('open a conversation (j o at once)', opened, floor);
    say('open one the cursor rested on (j, a moment, o)', rested, floor);
    say('switch the view (g u, g o)', switched, floor);
    console.log(`a static page of the same size, opened by a key: p50 ${at(floor, 0.5)} ms, p95 ${at(floor, 0.95)} ms`);
    await scroll();
    // Last: a page that stood in the background draws no frames.
    await weight();
}

/// Runs in every page: remembers when a key went down, also across a navigation, and says when its result was painted.
function clocks() {
    addEventListener('keydown', (event) => sessionStorage.setItem('key', performance.timeOrigin + event.timeStamp), true);
    globalThis.afterPaint = () => new Promise((painted) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => painted(performance.timeOrigin + performance.now() - Number(sessionStorage.getItem('key')));
        channel.port2.postMessage(null);
    }));
    globalThis.paintedWhen = (holds) => new Promise((painted, missed) => {
        setTimeout(() => missed(new Error(`not painted within ten seconds: ${holds}, at ${location}`)), 10_000);
        if (holds()) return painted(globalThis.afterPaint());
        const watch = new MutationObserver(() => holds() && (watch.disconnect(), painted(globalThis.afterPaint())));
        watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    globalThis.firstPaint = () => new Promise((painted, missed) => setTimeout(() => missed(new Error(`no first paint at ${location}`)), 10_000) && new PerformanceObserver((list, watch) => {
        const paint = list.getEntriesByName('first-contentful-paint')[0];
        if (!paint) return;
        watch.disconnect();
        painted(performance.timeOrigin + paint.startTime - Number(sessionStorage.getItem('key')));
    }).observe({ type: 'paint', buffered: true }));
}

/// Beside an open conversation, as agents work; from the bare list the first one is a page of its own.
async function open(moment) {
    await page.goto(`${base}/views/open`);
    await page.goto(`${base}${await page.locator('#list [data-open]').first().getAttribute('href')}`);
    const took = [];
    for (let time = 0; time < TIMES; time += 1) {
        await page.keyboard.press('j');
        const href = await page.evaluate(() => document.activeElement.getAttribute('href').split('?')[0]);
        if (moment) await page.waitForTimeout(moment);
        await page.evaluate((href) => { globalThis.watched = paintedWhen(() => location.pathname === href && document.querySelector('#work h1')); }, href);
        await page.keyboard.press('o');
        took.push(await page.evaluate(() => watched));
        await rest();
    }
    return took;
}

async function nextRow() {
    await page.goto(`${base}/views/open`);
    const took = [];
    for (let time = 0; time < TIMES; time += 1) {
        await page.evaluate(() => { globalThis.watched = new Promise((done) => document.addEventListener('focusin', () => done(afterPaint()), { once: true })); });
        await page.keyboard.press('j');
        took.push(await page.evaluate(() => watched));
    }
    return took;
}

async function palette() {
    const took = [];
    for (let time = 0; time < TIMES; time += 1) {
        await page.evaluate(() => { globalThis.watched = paintedWhen(() => document.querySelector('#palette[open]')); });
        await page.keyboard.press('Control+k');
        took.push(await page.evaluate(() => watched));
        await page.keyboard.press('Escape');
        await rest();
    }
    return took;
}

/// From one list to another, from a bare list.
async function switchViews() {
    await page.goto(`${base}/views/open`);
    const keys = await page.locator('.rail a[data-key^="g "][href^="/views/"]').evaluateAll((links) => links.slice(0, 2).map((link) => [link.dataset.key.split(' '), link.getAttribute('href')]));
    const took = [];
    for (let time = 0; time < TIMES; time += 1) {
        const [[first, second], href] = keys[time % keys.length];
        await page.keyboard.press(first);
        await page.evaluate((href) => {
            const before = document.getElementById('list');
            globalThis.watched = paintedWhen(() => location.pathname === href && document.getElementById('list') && document.getElementById('list') !== before);
        }, href);
        await page.keyboard.press(second);
        took.push(await page.evaluate(() => watched));
        await rest();
    }
    return took;
}

/// The page of the view, its scripts taken out, from memory; nothing but the browser's own work is left.
async function staticPage() {
    await page.goto(`${base}/views/open`);
    const whole = await (await page.context().request.get(`${base}/views/open`)).text();
    const files = new Map();
    for (const path of new Set([...whole.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path))) {
        const answer = await page.context().request.get(`${base}${path}`);
        files.set(path, { type: answer.headers()['content-type'], body: gzipSync(await answer.body()) });
    }
    const bare = whole.replaceAll(/<script\b[\s\S]*?<\/script>/g, '').replaceAll(/<link rel="modulepreload"[^>]*>/g, '');
    const html = gzipSync(bare.replace('</body>', '<script>onkeydown = (event) => event.key === "q" && location.reload()</script></body>'));
    const server = createServer((asked, answer) => {
        const file = files.get(asked.url) ?? { type: 'text/html; charset=utf-8', body: html };
        answer.writeHead(200, { 'content-type': file.type, 'content-encoding': 'gzip', 'cache-control': asked.url.startsWith('/assets/') ? 'max-age=600' : 'no-store' });
        answer.end(file.body);
    });
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    const took = [];
    await page.goto(`http://127.0.0.1:${server.address().port}/page`);
    for (let time = 0; time < TIMES; time += 1) {
        const loaded = page.waitForEvent('load');
        await page.keyboard.press('q');
        await loaded;
        took.push(await page.evaluate(() => firstPaint()));
        await rest();
    }
    server.close();
    return took;
}

/// Everything the first visit of the workspace fetches, as it goes over the wire.
async function weight() {
    const fresh = await join();
    const wire = await fresh.context.newCDPSession(fresh.page);
    const kinds = new Map();
    const bytes = new Map();
    await wire.send('Network.enable');
    wire.on('Network.responseReceived', ({ requestId, type, response }) => kinds.set(requestId, [type, response.url]));
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => bytes.set(requestId, encodedDataLength));
    await fresh.page.context().addCookies(await page.context().cookies());
    await fresh.page.goto(`${base}/views/open`);
    await fresh.page.waitForTimeout(2_000);
    const all = [...bytes].map(([id, length]) => [...(kinds.get(id) ?? ['?', '?']), length]);
    const kib = (some) => (some.reduce((sum, [, , length]) => sum + length, 0) / 1024).toFixed(1);
    console.log(`first load of the workspace: ${kib(all)} KiB in ${all.length} requests, of it ${kib(all.filter(([type]) => type === 'Script'))} KiB scripts (the worker's apart)`);
    for (const [type, url, length] of all.sort((a, b) => b[2] - a[2]).slice(0, 60)) console.log(`  ${(length / 1024).toFixed(1)} KiB ${type} ${new URL(url).pathname}`);
    await fresh.context.close();
}

/// To the end of the list, as far as a wheel turns; each further stretch is fetched on the way.
async function scroll() {
    await page.goto(`${base}/views/open`);
    await page.evaluate((least) => {
        globalThis.long = [];
        new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration).filter((ms) => ms >= least))).observe({ type: 'longtask' });
    }, LONG_TASK_MS);
    await page.locator('#list [data-item]').first().hover();
    const began = performance.now();
    for (let same = 0, rows = 0; same < 20;) {
        await page.mouse.wheel(0, 20_000);
        await page.waitForTimeout(50);
        // A locator would gather thousands of elements in the page, and be among the tasks that are measured.
        const now = await page.evaluate(() => document.querySelectorAll('#list [data-item]').length);
        same = now === rows ? same + 1 : 0;
        rows = now;
    }
    const down = await found();
    for (let turn = 0; turn < 300; turn += 1) {
        await page.mouse.wheel(0, turn % 60 < 30 ? -8_000 : 8_000);
        await page.waitForTimeout(16);
    }
    console.log(`${down.rows} rows scrolled to their end in ${((performance.now() - began) / 1000).toFixed(1)} s: ${down.long.length} long tasks of ${LONG_TASK_MS} ms or more while rows were fetched${worst(down.long)}`);
    const after = await found();
    console.log(`up and down among them 300 turns: ${after.long.length - down.long.length} long tasks${worst(after.long.slice(down.long.length))}`);
    const keys = await nextAmongAll();
    say('next row (j) with all rows there', keys);
}

async function nextAmongAll() {
    await page.evaluate(() => document.querySelectorAll('#list [data-open]')[5_000].focus());
    const took = [];
    for (let time = 0; time < TIMES; time += 1) {
        await page.evaluate(() => { globalThis.watched = new Promise((done) => document.addEventListener('focusin', () => done(afterPaint()), { once: true })); });
        await page.keyboard.press('j');
        took.push(await page.evaluate(() => watched));
    }
    return took;
}

async function found() {
    return page.evaluate(() => ({ rows: document.querySelectorAll('#list [data-item]').length, long: globalThis.long }));
}

function worst(long) {
    return long.length ? `, the longest ${Math.round(Math.max(...long))} ms` : '';
}

/// From the server's yes to the colleague's change until it is painted here.
async function crowd() {
    const ben = await join();
    await signIn(ben.page, base, 'a1@kettle.example', FL_PASSWORD);
    const href = '/conversations/1?view=open';
    for (const one of [page, ben.page]) {
        await one.goto(`${base}${href}`);
        await one.waitForFunction(() => document.documentElement.dataset.stream === 'open');
    }
    const took = [];
    for (let time = 0; time < TIMES; time += 1) {
        const text = `Change number ${time}.`;
        await ben.page.keyboard.press('n');
        await ben.page.locator('textarea[name=body]').fill(text);
        const painted = page.evaluate((text) => paintedWhen(() => document.querySelector('.messages')?.textContent.includes(text)).then(() => performance.timeOrigin + performance.now()), text);
        const yes = ben.page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/messages') && answer.ok());
        await ben.page.keyboard.press('Control+Enter');
        const timing = (await yes).request().timing();
        took.push(await painted - (timing.startTime + Math.max(timing.responseStart, 0)));
        await ben.page.keyboard.press('Escape');
        await page.waitForTimeout(400 + Math.random() * 300);
    }
    say("a colleague's note on this screen, from the server's yes, 200 connected", took.map((ms) => Math.max(0, ms)));
}

function rest() {
    return page.waitForTimeout(120);
}

function say(what, all, floor) {
    const took = all.slice(FRESH);
    const ratio = floor ? `, ${(at(took, 0.95) / at(floor, 0.95)).toFixed(2)} times a static page of the same size` : '';
    const first = all.slice(0, FRESH).map((ms) => Math.round(ms)).join(', ');
    console.log(`${what}: p50 ${at(took, 0.5)} ms, p95 ${at(took, 0.95)} ms of ${took.length}${ratio}; the first of a fresh page ${first} ms`);
}

function at(took, share) {
    const sorted = took.toSorted((a, b) => a - b);
    return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
}
