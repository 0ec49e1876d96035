// Pictures of every page of the demo company, and of what opens on them, at three sizes, light and dark: docs/screens/make runs it as
// node shots.mjs BASE_URL with FRONTLINE_SHOTS=docs/screens. Writes an index beside them. Not a journey: it proves nothing.
// FL_ONLY=orders,customer narrows it to pictures so named.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SIZES, journey, shoot, signIn } from './browser.mjs';
import { kind, walk } from './crawl.mjs';

const ONLY = process.env.FL_ONLY?.split(',');
const FOLDER = process.env.FRONTLINE_SHOTS;
const PASSWORD = 'kettle-demo-2026';
const names = new Map();

/// What opens on a page by a key or a click, and is worth a look of its own: its name, the page, and how it opens.
const STATES = [
    ['palette', '/views/open', (page) => page.keyboard.press('Control+k')],
    ['keys', '/views/open', (page) => page.keyboard.press('?')],
    ['assign', '/conversations/1?view=open', (page) => page.keyboard.press('a')],
    ['snooze', '/conversations/1?view=open', (page) => page.keyboard.press('h')],
    ['articles', '/conversations/1?view=open', async (page) => { await page.keyboard.press('q'); await page.locator('#article-menu button[name=article]').first().waitFor(); }],
    ['note', '/conversations/1?view=open', (page) => page.keyboard.press('n')],
    ['reply', '/conversations/1?view=open', (page) => page.keyboard.press('r')],
    ['many', '/views/open', async (page) => { for (const key of ['j', 'x', 'j', 'x', 'b']) await page.keyboard.press(key); }],
    ['offline', '/conversations/1?view=open', async (page) => { await page.waitForFunction(() => document.documentElement.dataset.stream === 'open'); await page.context().setOffline(true); await page.locator('[data-offline]').first().waitFor(); }],
    ['nothing-found', '/search?q=zzzz', () => {}],
    ['missing', '/conversations/99999', () => {}],
];
/// The same page before somebody whose language is another.
const TONGUES = [['conversation-in-spanish', '/conversations/2?view=all', 'ana@kettle.example'], ['conversation-in-chinese', '/conversations/3?view=all', 'wei@kettle.example']];

await journey(import.meta, async ({ page, base, step, complaints }) => {
    await page.goto(`${base}/sign-in`);
    await picture(page, 'sign-in', step);
    await signIn(page, base, 'noor@kettle.example', PASSWORD);
    await walk(page, async (path) => {
        await page.goto(`${base}${path}`);
        await picture(page, nameOf(path), step);
    });
    for (const [name, path, open] of STATES) {
        await page.goto(`${base}${path}`);
        await open(page);
        await picture(page, name, step);
        await page.context().setOffline(false);
    }
    for (const [name, path, email] of TONGUES) {
        await page.context().clearCookies();
        await signIn(page, base, email, PASSWORD);
        await page.goto(`${base}${path}`);
        await picture(page, name, step);
    }
    if (FOLDER && !ONLY) await writeFile(join(FOLDER, 'README.md'), index());
    complaints.length = 0; // what is missing is meant to be missing
}, { reducedMotion: 'reduce', minutes: 40 });

async function picture(page, name, step) {
    if (ONLY && !ONLY.includes(name)) return;
    await page.waitForTimeout(250);
    names.set(name, new URL(page.url()).pathname);
    await shoot(page, name, 'webp');
    step(name);
}

function nameOf(path) {
    return kind(path).replace(/^\//, '').replace(/\/([A-Z]+-)?#/g, '-one').replaceAll('/', '-') || 'start';
}

function index() {
    const cell = (name, [width, height], scheme) => `[${scheme}](${name}-${width}x${height}-${scheme}.webp)`;
    const rows = [...names].map(([name, path]) => `| ${name} | \`${path}\` | ${SIZES.map((size) => `${cell(name, size, 'light')}, ${cell(name, size, 'dark')}`).join(' | ')} |`);
    return `# Every page of the demo company\n\nMade by \`docs/screens/make\`, never by hand.\n\n| picture | page | ${SIZES.map(([width, height]) => `${width} × ${height}`).join(' | ')} |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}
