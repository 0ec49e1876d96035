// How the workspace looks, as each agent likes it: three densities, keys turned off and changed, a brand's colour readable in
// light and dark, nothing lost at 200 % zoom, nothing that moves for who asked for rest, and pages on paper.
import { axe, fitsItsWidth, holds, journey, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;
const PAPER = ['/conversations/1?view=all', '/customers/1', '/orders', '/reports/orders'];

await journey(import.meta, async ({ page, base, step, context, complaints }) => {
    const root = (name) => page.evaluate((name) => document.documentElement.getAttribute(name), name);
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);

    const heights = {};
    for (const density of ['comfortable', 'cozy', 'compact']) {
        await page.goto(`${base}/settings/profile`);
        await page.locator('select[name=density]').selectOption(density);
        await page.locator('main form:has(select[name=density]) [type=submit]').click();
        await page.waitForURL(/done=saved/);
        await page.goto(`${base}/views/open`);
        holds(await root('data-density') === density, `the page wears ${await root('data-density')}`);
        heights[density] = (await page.locator('#list > .row').first().boundingBox()).height;
    }
    holds(heights.comfortable > heights.cozy && heights.cozy > heights.compact, `rows are no tighter: ${JSON.stringify(heights)}`);
    step(`three densities: ${JSON.stringify(heights)}`);

    await page.goto(`${base}/conversations/1?view=all`);
    for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        const face = page.locator('.conversation-head .face');
        holds((await face.innerText()).includes('Kettle'), 'the head does not name the brand');
        holds(await page.locator('.composer .face').count() === 1, 'the composer does not name the brand');
        const seen = await face.evaluate((element) => [getComputedStyle(element, '::before').backgroundColor, getComputedStyle(element.closest('.work')).backgroundColor]);
        const far = await page.evaluate(contrast, seen);
        holds(far >= 3, `the brand's colour stands out ${far.toFixed(2)} in ${colorScheme}: ${seen}`);
    }
    await page.emulateMedia({ colorScheme: null });
    step('the brand is seen in light and in dark');

    await page.goto(`${base}/settings/keys`);
    const offered = await page.locator('input[name^="key "]').evaluateAll((all) => all.map((input) => input.name.slice(4)));
    for (const path of ['/views/open', '/conversations/2?view=all', '/orders', '/search', '/settings/keys']) {
        await page.goto(`${base}${path}`);
        const pressed = await page.locator('[data-key]').evaluateAll((all) => all.map((element) => element.dataset.key).filter((key) => !key.startsWith('mod+')));
        const unknown = pressed.filter((key) => !offered.includes(key));
        holds(unknown.length === 0, `${path} has keys nobody can change: ${unknown}`);
    }
    step('every key that works alone can be changed');

    await page.goto(`${base}/settings/keys`);
    await page.locator('input[name="key e"]').fill('y');
    await page.locator('main form button[type=submit]').first().click();
    await page.waitForURL(/done=saved/);
    await page.goto(`${base}/conversations/1?view=all`);
    await page.keyboard.press('?');
    await page.locator('#shortcuts[open] .help-words p').first().waitFor();
    const listed = await page.locator('[data-shortcuts] div', { hasText: 'Resolve' }).first().locator('kbd').allInnerTexts();
    holds(listed.join('') === 'y', `the help lists ${listed} for resolving`);
    await page.keyboard.press('Escape');
    await page.locator('.head-top form[action$="/resolve"] kbd', { hasText: 'y' }).waitFor();
    await page.keyboard.press('e');
    await page.waitForTimeout(300);
    holds(await page.locator('.head-top form[action$="/resolve"]').count() === 1, 'e still resolves');
    await page.keyboard.press('y');
    await page.locator('#toasts [data-toast]', { hasText: '#1 ' }).getByRole('button', { name: 'Undo' }).click();
    step('a key is changed: y resolves, e no more');

    await page.goto(`${base}/settings/keys`);
    await page.locator('input[name="key e"]').fill('r');
    await page.locator('main form button[type=submit]').first().click();
    await page.locator('.banner.danger', { hasText: 'two actions' }).waitFor();
    holds((await axe(page)).length === 0, 'the page with a mistake has faults of access');
    complaints.length = 0; // the mistake is meant to be refused
    await page.goto(`${base}/settings/keys`);
    await page.locator('main input[name=on]').uncheck();
    await page.locator('main form button[type=submit]').first().click();
    await page.waitForURL(/done=saved/);
    await page.goto(`${base}/views/open`);
    await page.keyboard.press('c');
    await page.keyboard.press('?');
    await page.waitForTimeout(300);
    holds(new URL(page.url()).pathname === '/views/open' && await page.locator('dialog[open]').count() === 0, 'a single key still works');
    await page.keyboard.press('Control+k');
    await page.locator('#palette[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.brand').click();
    await page.getByRole('button', { name: 'Help and keys' }).click();
    await page.locator('#shortcuts', { hasText: 'Single keys are off' }).waitFor();
    await page.goto(`${base}/settings/keys`);
    await page.locator('button[name=as-it-comes]').click();
    await page.waitForURL(/done=saved/);
    step('single keys are off, Ctrl K is not, and the help says so');

    // 1280×800 at 200 % is 640×400 (WCAG 1.4.10, 1.4.4).
    for (const path of ['/views/open', '/conversations/1?view=all', '/customers/1', '/orders', '/settings/profile', '/settings/inboxes/1', '/settings/targets', '/settings/keys', '/setup', '/help', '/news', '/tour', '/new']) {
        await page.setViewportSize({ width: 1280, height: 800 });
        await page.goto(`${base}${path}`);
        const wide = await page.evaluate(named);
        await page.setViewportSize({ width: 640, height: 400 });
        await page.goto(`${base}${path}`);
        await fitsItsWidth(page, `${path} at 200 %`);
        // Parts that are fetched by themselves come a moment later.
        let lost = await soonNone(() => page.evaluate(missing, wide));
        if (lost.length > 0) {
            // The page may have changed meanwhile, as when a suggestion is no longer made: what is gone in the wide one too is not lost.
            await page.setViewportSize({ width: 1280, height: 800 });
            await page.goto(`${base}${path}`);
            const still = await soonNone(() => page.evaluate(missing, wide));
            lost = lost.filter((name) => !still.includes(name));
            await page.setViewportSize({ width: 640, height: 400 });
            await page.goto(`${base}${path}`);
        }
        holds(lost.length === 0, `at 200 % ${path} loses ${lost.slice(0, 5).join(' | ')}`);
        const unread = await page.evaluate(cut);
        holds(unread.length === 0, `at 200 % ${path} cuts off ${unread.slice(0, 5).join(' | ')}`);
    }
    await page.goto(`${base}/conversations/1?view=all`);
    const thread = await page.locator('.thread').evaluate((element) => element.scrollHeight > 0 && (element.clientHeight >= 120 || getComputedStyle(element.closest('.work')).overflowY === 'auto'));
    holds(thread, 'at 200 % the messages have no room');
    await page.keyboard.press('r');
    const box = await page.locator('textarea[name=body]').boundingBox();
    holds(box && box.y >= 0 && box.y + 24 <= 400, `at 200 % one cannot see what one writes: ${JSON.stringify(box)}`);
    await page.keyboard.press('Escape');
    step('nothing is lost at 200 %');

    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const path of ['/views/open', '/conversations/1?view=all', '/settings/inboxes']) {
        await page.goto(`${base}${path}`);
        await page.keyboard.press('Control+k');
        await page.locator('#palette[open]').waitFor();
        const moving = await page.evaluate(() => document.getAnimations().map((one) => one.effect.getTiming()).filter((timing) => timing.duration > 10 && timing.iterations > 0).length);
        holds(moving === 0, `${moving} things move on ${path}`);
        await page.keyboard.press('Escape');
    }
    await page.emulateMedia({ reducedMotion: null });
    step('nothing moves for who asked for rest');

    const order = await firstOrder(page, base);
    for (const path of [...PAPER, order].filter(Boolean)) {
        await page.goto(`${base}${path}`);
        const title = await page.locator('h1:visible').first().innerText();
        await page.emulateMedia({ media: 'print' });
        const printed = await page.evaluate(onPaper);
        holds(printed.text.includes(title.trim()), `on paper ${path} has lost its title ${title}`);
        holds(printed.chrome.length === 0, `on paper ${path} still shows ${printed.chrome.join(', ')}`);
        holds(!printed.cut, `on paper ${path} is cut to a window`);
        await page.emulateMedia({ media: null });
    }
    const pdf = await page.pdf({ format: 'A4' });
    holds(pdf.length > 5_000, 'the PDF is empty');
    step('conversation, customer, order and reports print');
}, {});

/// What is still found after five seconds; nothing as soon as nothing is.
async function soonNone(find) {
    for (const until = Date.now() + 5_000; ;) {
        const found = await find();
        if (found.length === 0 || Date.now() > until) return found;
        await new Promise((later) => setTimeout(later, 200));
    }
}

/// The address of some order.
async function firstOrder(page, base) {
    await page.goto(`${base}/orders`);
    return page.locator('#work a[href^="/orders/"]').first().getAttribute('href').catch(() => null);
}

function contrast([front, back]) {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const light = (colour) => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [one, other] = [light(front), light(back)];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/// What can be done or read on the page, by name.
function named() {
    const say = (element) => (element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ').trim();
    return [...document.querySelectorAll('#work :is(h1, h2, h3, a, button, label, td, dt, dd)')].filter((element) => element.checkVisibility() && !element.closest('[popover], dialog, .visually-hidden')).map(say).filter(Boolean);
}

/// Those that are nowhere any more: hidden, and not behind anything that opens.
function missing(wanted) {
    const say = (element) => (element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ').trim();
    const there = new Set([...document.querySelectorAll('#work :is(h1, h2, h3, a, button, label, td, dt, dd)')].filter((element) => element.checkVisibility()).map(say));
    return wanted.filter((name) => !there.has(name));
}

/// Words that are cut where nobody can scroll to the rest.
function cut() {
    const tight = [...document.querySelectorAll('#work :is(h1, h2, h3, p, label, button, dd)')].filter((element) => element.checkVisibility() && !element.closest('.visually-hidden, .row, .truncate, [popover]'));
    return tight.filter((element) => element.scrollWidth > element.clientWidth + 2 && getComputedStyle(element).overflowX === 'hidden' && getComputedStyle(element).textOverflow !== 'ellipsis' && element.clientWidth > 1).map((element) => element.textContent.trim().slice(0, 40));
}

function onPaper() {
    const chrome = ['.rail', '.tabbar', '.toasts', 'fl-composer', '.head-actions', '.bulk', '.filter', '.scrim', '.skip-link'];
    const shows = (selector) => [...document.querySelectorAll(selector)].some((element) => element.checkVisibility());
    const main = document.querySelector('main');
    return { text: main.innerText, chrome: chrome.filter(shows), cut: getComputedStyle(document.querySelector('.shell')).overflowY === 'hidden' || main.scrollHeight > main.clientHeight + 4 };
}
