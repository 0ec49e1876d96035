// What every browser journey shares: Debian's Chromium, signing in, the accessibility check, screenshots.
//
// A journey is one file, tests/browser/NAME.mjs, run as `node NAME.mjs BASE_URL` against a Frontline that is already
// up. It prints `ok NAME STEP` for each step that held, and exits with 1 and the reason at the first that did not:
//
//     await journey(import.meta, async ({ page, base, step }) => {
//         await signIn(page, base, 'ana@kettle.example', 'the kettle boils');
//         step('signs in');
//     });
//
// Anything the page complains about (an exception, an error on the console, a breach of its CSP) fails the journey too.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'];
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const SCRIPTLESS = 'iframe[sandbox]:not([sandbox~="allow-scripts"])';
/// A page that is left cuts its own requests short; a request that really fails is complained about by the browser too.
const CUT_SHORT = /^htmx: htmx:error: Failed to fetch/;
const MINUTES = 8;
export const SIZES = [[1440, 900], [1024, 768], [390, 844]];
const SCHEMES = ['light', 'dark'];

/// Plays one journey and ends the process: 0 if all of it held. `meta` is the file's import.meta, which names it;
/// `options` are those of [launch], and `minutes`, the most it may take. `join()` opens a second browser session, for a colleague.
export async function journey(meta, play, options = {}) {
    const name = basename(fileURLToPath(meta.url), '.mjs');
    const base = process.argv[2]?.replace(/\/$/, '');
    if (!base) fail(name, `say where Frontline is: node ${name}.mjs http://127.0.0.1:PORT`);
    const { minutes = MINUTES, ...context } = options;
    const chrome = await launch(context);
    setTimeout(() => fail(name, `no end after ${minutes} minutes, at ${chrome.page.url()}`), minutes * 60_000).unref();
    try {
        await play({ ...chrome, base, step: (what) => console.log(`ok ${name} ${what}`) });
        if (chrome.complaints.length) throw new Error(`the page complained:\n${chrome.complaints.join('\n')}`);
    } catch (trouble) {
        fail(name, `${trouble.stack}\n  at ${chrome.page.url()}`);
    } finally {
        await chrome.close();
    }
}

function fail(name, reason) {
    console.error(`not ok ${name}: ${reason}`);
    process.exit(1);
}

/// Starts a browser with one page in it. `options` are those of playwright's browser.newContext, such as `locale`.
/// `complaints` fills with what any page of the context objects to; a journey that provokes one empties it.
export async function launch(options = {}) {
    const browser = await chromium.launch({ executablePath: process.env.FRONTLINE_CHROMIUM ?? '/usr/bin/chromium', args: QUIET });
    const complaints = [];
    const join = () => session(browser, complaints, options);
    return { browser, complaints, join, close: () => browser.close(), ...(await join()) };
}

async function session(browser, complaints, options) {
    const context = await browser.newContext({ viewport: size(SIZES[0]), locale: 'en-GB', ...options });
    // Long enough for a machine with other work; how fast pages are is measured elsewhere.
    context.setDefaultTimeout(30_000);
    context.on('console', (message) => message.type() === 'error' && !CUT_SHORT.test(message.text()) && complaints.push(`console: ${message.text()} (${message.location().url})`));
    context.on('weberror', (raised) => complaints.push(`exception: ${raised.error()}`));
    return { context, page: await context.newPage() };
}

/// Fails the journey with the reason unless it holds.
export function holds(fact, reason) {
    if (!fact) throw new Error(reason);
}

/// Fails if the page can be scrolled sideways, naming what sticks out.
export async function fitsItsWidth(page, where) {
    const wide = await page.evaluate(() => {
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return [];
        return [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > width + 1)
            .slice(0, 5).map((element) => element.cloneNode(false).outerHTML.slice(0, 120));
    });
    holds(wide.length === 0, `${where} scrolls sideways: ${wide.join(' ')}`);
}

/// Signs in through the real form and returns once the workspace has replaced it.
export async function signIn(page, base, email, password) {
    await page.goto(`${base}/sign-in`);
    await page.locator('input[name="email"]').fill(email);
    await page.locator('input[name="password"]').fill(password);
    await page.locator('form:has(input[name="password"]) [type="submit"]').click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in')).catch(async () => {
        throw new Error(`${email} was not let in; the page says: ${(await page.locator('main, body').first().innerText()).slice(0, 500)}`);
    });
}

/// What WCAG 2.2 A and AA find wrong with the page as it stands, one readable entry per element; empty if nothing.
/// A frame that may not run scripts, such as a mail, is left out: axe would wait in it for ever. Its title is still asked for.
/// Colours on their way from light to dark belong to neither: what moves is let come to rest first, a second at the most.
export async function axe(page) {
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.evaluate(() => Promise.race([
        Promise.allSettled(document.getAnimations().map((moving) => moving.finished)),
        new Promise((rested) => setTimeout(rested, 1000)),
    ]));
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).options({ resultTypes: ['violations'] }).exclude(SCRIPTLESS).analyze();
    const untitled = await page.locator(`${SCRIPTLESS}:not([title])`).evaluateAll((frames) => frames.map((frame) => frame.outerHTML.slice(0, 200)));
    return untitled.map((html) => `frame-title (serious) Frames must have an accessible name\n    ${html}`).concat(violations.flatMap(({ id, impact, help, nodes }) => nodes.map(({ target, html, failureSummary }) =>
        `${id} (${impact}) ${help}: ${target.flat().join(' in ')}\n    ${html.slice(0, 200)}\n    ${failureSummary?.replace(/\s+/g, ' ')}`)));
}

/// Saves the page as NAME-WIDTHxHEIGHT-SCHEME.png in $FRONTLINE_SHOTS at three sizes, light and dark, then leaves it
/// as it was. `type` may be webp, which is smaller. Without $FRONTLINE_SHOTS it does nothing. Returns the files.
export async function shoot(page, name, type = 'png') {
    const folder = process.env.FRONTLINE_SHOTS;
    if (!folder) return [];
    await mkdir(folder, { recursive: true });
    const before = page.viewportSize();
    const files = [];
    for (const [width, height] of SIZES) {
        for (const colorScheme of SCHEMES) {
            const path = join(folder, `${name}-${width}x${height}-${colorScheme}.${type}`);
            await page.setViewportSize(size([width, height]));
            await page.emulateMedia({ colorScheme });
            await page.evaluate(() => document.fonts.ready);
            await (type === 'png' ? page.screenshot({ path, animations: 'disabled' }) : squeeze(page, path));
            files.push(path);
        }
    }
    await page.emulateMedia({ colorScheme: null });
    if (before) await page.setViewportSize(before);
    return files;
}

async function squeeze(page, path) {
    await page.waitForTimeout(100);
    const wire = await page.context().newCDPSession(page);
    const { data } = await wire.send('Page.captureScreenshot', { format: 'webp', quality: 70 });
    await writeFile(path, Buffer.from(data, 'base64'));
    await wire.detach();
}

function size([width, height]) {
    return { width, height };
}

/// Looks a page over: no fault of access in light or dark, nothing sticks out on a phone; keeps its picture as `NAME-where` and says the step.
export function soundness(page, name, step) {
    return async (where) => {
        for (const colorScheme of SCHEMES) {
            await page.emulateMedia({ colorScheme });
            const found = await axe(page);
            holds(found.length === 0, `axe found ${where}, ${colorScheme}:\n${found.join('\n')}`);
        }
        await page.emulateMedia({ colorScheme: 'light' });
        await page.setViewportSize(size(SIZES[2]));
        await fitsItsWidth(page, where);
        await page.setViewportSize(size(SIZES[0]));
        await shoot(page, `${name}-${where.replaceAll(' ', '-')}`);
        step(where);
    };
}

/// What `found` makes of the newest letter in the demo's post office of which it makes anything; waits a minute and a half for one.
export async function inTheOutbox(found) {
    const folder = process.env.FL_OUTBOX;
    for (let tries = 0; tries < 180; tries += 1) {
        const names = (await readdir(folder).catch(() => [])).sort().reverse();
        for (const name of names) {
            const made = found((await readFile(join(folder, name), 'utf8')).replace(/=\r?\n/g, '').replaceAll('=3D', '='));
            if (made) return made;
        }
        await new Promise((later) => setTimeout(later, 500));
    }
    throw new Error('the letter did not come out of the desk');
}
