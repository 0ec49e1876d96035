// The harness tested against pages of its own, before any journey relies on it: `node tests/browser/selftest.mjs`.
// It shows that each check can fail: a refused password, an inaccessible page, a complaint, a journey that goes wrong.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { axe, journey, launch, shoot, signIn } from './browser.mjs';

const PASSWORD = 'the kettle boils';
const page = (body) => `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Kettle &amp; Co.</title>
    <link rel="icon" href="/kettle.svg"><link rel="stylesheet" href="/page.css"><main><h1>Kettle &amp; Co.</h1>${body}</main></html>`;
const PAGES = {
    '/page.css': ':root { color-scheme: light dark; background: Canvas; color: CanvasText }',
    '/sign-in': page(`<form method="post"><label>Email <input name="email" type="email"></label>
        <label>Password <input name="password" type="password"></label><button type="submit">Sign in</button></form>`),
    '/': page('<p>Nobody waits.</p><iframe title="The mail" sandbox srcdoc="<html lang=en><title>Mail</title><main>It leaks.</main></html>"></iframe>'),
    '/no-alternative': page('<img src="/kettle.svg"><iframe sandbox srcdoc="It leaks."></iframe>'),
    '/kettle.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>',
    '/inline-script': page('<script>document.title = "owned"</script>'),
};

const server = createServer(answer);
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const base = `http://127.0.0.1:${server.address().port}`;
if (process.argv[2]) await journey(import.meta, playTheArgument);
else await everythingHolds();
server.close();

async function everythingHolds() {
    const chrome = await launch();
    try {
        for (const scene of [theRightPasswordSignsIn, aWrongOneSaysSo, aSoundPagePasses, aFlawIsNamed, sixShotsAreTaken, aBreachOfTheCspIsHeard]) {
            await scene(chrome);
            console.log(`ok selftest ${scene.name}`);
        }
    } finally {
        await chrome.close();
    }
    await aJourneyTellsHowItWent();
    console.log('ok selftest aJourneyTellsHowItWent');
}

async function theRightPasswordSignsIn({ page }) {
    await signIn(page, base, 'ana@kettle.example', PASSWORD);
    assert.equal(new URL(page.url()).pathname, '/');
}

async function aWrongOneSaysSo({ page }) {
    page.setDefaultTimeout(1_000);
    await assert.rejects(signIn(page, base, 'ana@kettle.example', 'tea'), /ana@kettle.example was not let in; the page says: Kettle & Co/);
    page.setDefaultTimeout(15_000);
}

async function aSoundPagePasses({ page }) {
    await page.goto(base);
    assert.deepEqual(await axe(page), []);
}

async function aFlawIsNamed({ page }) {
    await page.goto(`${base}/no-alternative`);
    const [untitled, unseen, ...more] = await axe(page);
    assert.match(untitled, /^frame-title \(serious\) .*\n +<iframe sandbox/);
    assert.match(unseen, /^image-alt \(critical\) .*: img\n/);
    assert.deepEqual(more, []);
}

async function sixShotsAreTaken({ page }) {
    process.env.FRONTLINE_SHOTS = await mkdtemp(join(tmpdir(), 'frontline-shots-'));
    await page.goto(base);
    const files = await shoot(page, 'desk');
    const pictures = await Promise.all(files.map((file) => readFile(file)));
    const sizes = pictures.map((png) => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`);
    assert.deepEqual(sizes, ['1440x900', '1440x900', '1024x768', '1024x768', '390x844', '390x844']);
    assert.notDeepEqual(pictures[0], pictures[1], 'dark looks like light');
    await rm(process.env.FRONTLINE_SHOTS, { recursive: true });
    assert.deepEqual(page.viewportSize(), { width: 1440, height: 900 });
}

async function aBreachOfTheCspIsHeard({ page, complaints }) {
    await page.goto(`${base}/inline-script`);
    assert.match(complaints.join('\n'), /^console: .*Content Security Policy.*$/);
}

async function aJourneyTellsHowItWent() {
    const play = (path) => promisify(execFile)(process.execPath, [process.argv[1], `${base}${path}`]);
    assert.equal((await play('/')).stdout, 'ok selftest opens the page\n');
    await assert.rejects(play('/nowhere'), { code: 1, stderr: /^not ok selftest: Error: 404 at .*nowhere/ });
    await assert.rejects(play('/inline-script'), { code: 1, stderr: /^not ok selftest: Error: the page complained:\nconsole: .*Content Security Policy/ });
}

async function playTheArgument({ page, base, step }) {
    const response = await page.goto(base);
    if (!response.ok()) throw new Error(`${response.status()} at ${base}`);
    step('opens the page');
}

async function answer(request, response) {
    const form = request.method === 'POST' ? new URLSearchParams(await text(request)) : undefined;
    if (form?.get('password') === PASSWORD) return response.writeHead(303, { location: '/' }).end();
    const body = PAGES[request.url];
    const type = request.url.endsWith('.css') ? 'text/css' : request.url.endsWith('.svg') ? 'image/svg+xml' : 'text/html';
    response.writeHead(body ? 200 : 404, { 'content-type': type, 'content-security-policy': "default-src 'self'" }).end(body ?? 'There is nothing here.');
}

async function text(request) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
}
