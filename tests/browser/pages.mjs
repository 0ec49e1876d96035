// Every page an administrator can reach, in one language: no fault of access, no complaint, no sideways scroll, no
// sentence without its words. Pages take turns in size and colour scheme, and each language begins elsewhere.
import { axe, fitsItsWidth, holds, journey, signIn } from './browser.mjs';
import { walk } from './crawl.mjs';

const { FL_PASSWORD, FL_LOCALE = 'en', FRONTLINE_SOAK } = process.env;
const SIZES = [[1440, 900], [1024, 768], [390, 844]];
/// What a page may be looked at closely in. Each page takes the next; each language starts elsewhere.
const LOOKS = SIZES.flatMap((size) => ['light', 'dark'].map((colorScheme) => [...size, colorScheme]));
const STARTS = { en: 0, es: 3, zh: 4 };
/// With patience (`./check --soak`) every page is looked at in every way.
const EVERYTHING = FRONTLINE_SOAK === '1';
/// English looks at every page, Spanish and Chinese at one half each: the markup is the same, the lengths of words are not.
const CLOSELY = { en: () => true, es: (turn) => turn % 2 === 0, zh: (turn) => turn % 2 === 1 };
/// A sentence's key, or a hole in one that was not filled.
const LEAK = /\b(web|desk|agents|customers|email|orders|app|welcome|knowledge)(-[a-z0-9]+)+\b(?![.@])|\{\s*\$|\bundefined\b|\[object /;

const faults = [];

await journey(import.meta, async ({ page, base, step, complaints }) => {
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await speak(page, base);
    const seen = await walk(page, (path, turn) => look(page, base, path, looks(turn)));
    holds(seen.length >= 30, `only ${seen.length} pages were reached: ${seen.join(' ')}`);
    holds(complaints.length === 0, `the pages complained:\n${complaints.join('\n')}`);
    await missing(page, base, complaints);
    holds(faults.length === 0, faults.join('\n'));
    step(`${seen.length} pages in ${FL_LOCALE}: ${seen.join(' ')}`);
}, { reducedMotion: 'reduce', minutes: EVERYTHING ? 55 : undefined });

/// How a page is looked at closely.
function looks(turn) {
    if (EVERYTHING) return LOOKS;
    return CLOSELY[FL_LOCALE](turn) ? [LOOKS[(STARTS[FL_LOCALE] + turn) % LOOKS.length]] : [];
}

/// Chooses the language where people choose it.
async function speak(page, base) {
    await page.goto(`${base}/settings/profile`);
    await page.locator('select[name=locale]').selectOption(FL_LOCALE);
    await page.locator('main form:has(select[name=locale]) [type=submit]').first().click();
    await page.waitForFunction((locale) => document.documentElement.lang.startsWith(locale), FL_LOCALE);
}

async function look(page, base, path, closely) {
    const answer = await page.goto(`${base}${path}`);
    note(answer.ok(), `${path} answers ${answer.status()}`);
    await reads(page, path);
    await reachesAll(page, path);
    for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        await fitsItsWidth(page, `${path} at ${width}`).catch((trouble) => note(false, trouble.message));
    }
    for (const how of closely) await isSound(page, path, ...how);
}

/// What a pointer can press, keys can (a row of a list by the link in it): it takes the focus, or it stands in a group that arrows walk, or it has a key of its own.
async function reachesAll(page, path) {
    const lost = await page.evaluate(() => {
        const pressable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=menuitem], [role=option], [role=tab], [role=switch], [role=checkbox]';
        const walked = '[role=tablist], [role=listbox], [role=menu], [role=grid], [role=radiogroup]';
        const isThere = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0 && !element.closest('[inert]');
        const keyless = [...document.querySelectorAll(pressable)].filter((element) => isThere(element) && !element.disabled && element.tabIndex < 0 && !element.closest(walked) && !element.dataset.key);
        const pointed = [...document.querySelectorAll('body *')].filter((element) => getComputedStyle(element).cursor === 'pointer' && isThere(element) && !element.closest(`${pressable}, label, [data-item]`));
        return [...keyless, ...pointed].map((element) => element.cloneNode(false).outerHTML.slice(0, 160));
    });
    note(lost.length === 0, `keys do not reach on ${path}: ${[...new Set(lost)].slice(0, 5).join(' ')}`);
}

async function isSound(page, path, width, height, colorScheme) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    const found = await axe(page);
    note(found.length === 0, `axe found on ${path}, ${width} px, ${colorScheme}:\n${found.slice(0, 3).join('\n')}`);
}

async function reads(page, path) {
    const lang = await page.locator('html').getAttribute('lang');
    note(lang.startsWith(FL_LOCALE), `${path} is in ${lang}`);
    const words = await page.evaluate(() => {
        const attributes = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')]
            .flatMap((element) => ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''));
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('script, style')) texts.push(walk.currentNode.data);
        return [document.title, ...texts, ...attributes, document.getElementById('texts')?.textContent ?? ''];
    });
    const leaks = words.filter((text) => LEAK.test(text)).map((text) => text.trim().slice(0, 100));
    note(leaks.length === 0, `${path} shows the keys of sentences: ${leaks.join(' | ')}`);
}

/// What is not there says so on a page that is as sound as the others.
async function missing(page, base, complaints) {
    const answer = await page.goto(`${base}/conversations/99999`);
    holds(answer.status() === 404, `a conversation that is not there answers ${answer.status()}`);
    await reads(page, 'the page of what is not there');
    await isSound(page, 'what is not there', ...LOOKS[STARTS[FL_LOCALE]]);
    complaints.length = 0;
}

/// Faults are gathered, so that one run names them all.
function note(fact, reason) {
    if (!fact) faults.push(reason);
}
