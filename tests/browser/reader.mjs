// What a screen reader is told: the tree of each main screen compared with the one kept in trees/, and held against what docs/
// screen-reader.md promises: one main, headings in order, no control without a name, news said aloud.
// FL_KEEP=1 writes the trees anew; look at the difference before you keep it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join as path } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holds, journey, signIn } from './browser.mjs';
import { deliver, mail } from './post.mjs';

const { FL_PASSWORD, FL_KEEP, FL_SMTP } = process.env;
const TREES = path(dirname(fileURLToPath(import.meta.url)), 'trees');
const NAMED = ['button', 'link', 'textbox', 'checkbox', 'radio', 'combobox', 'listbox', 'tab', 'switch', 'spinbutton', 'searchbox', 'dialog', 'region', 'navigation', 'img'];

await journey(import.meta, async ({ page, base, step }) => {
    const screen = async (name, { landmarks = ['main'], scope = 'body', varying = [] } = {}) => {
        const tree = await page.locator(scope).ariaSnapshot();
        same(name, steadyBut(tree, varying));
        const faults = await page.evaluate(sound, landmarks);
        holds(faults.length === 0, `${name}: ${faults.join('; ')}`);
        const nameless = nodes(tree).filter(([role, named]) => NAMED.includes(role) && !named).map(([role]) => role);
        holds(nameless.length === 0, `${name} has controls without a name: ${nameless.join(', ')}`);
        step(`${name}: ${tree.split('\n').length} lines`);
    };

    await page.goto(`${base}/sign-in`);
    await screen('sign-in');
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    // What follows from the demo's mails is done a moment after it began: the language somebody writes is the last of it.
    for (let tries = 0; tries < 50 && !(await page.goto(`${base}/customers/1`).then((answer) => answer.text())).includes('The language was chosen'); tries += 1) await page.waitForTimeout(200);
    await page.goto(`${base}/views/unassigned`);
    await screen('list', { landmarks: ['main', 'nav'] });
    await page.goto(`${base}/conversations/1?view=all`);
    await page.locator('#panel').getByRole('heading', { name: 'See suggestions' }).waitFor({ state: 'detached' });
    await screen('conversation', { landmarks: ['main', 'nav', 'aside'] });
    await screen('composer', { landmarks: ['main'], scope: 'fl-composer' });
    await page.keyboard.press('Control+k');
    await page.locator('#palette[open] [role=option]').first().waitFor();
    await screen('palette', { landmarks: [], scope: '#palette', varying: ['Snooze', 'Status'] });
    await page.keyboard.press('Escape');
    await page.locator('#palette[open]').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.locator('#shortcuts[open] dt').first().waitFor();
    await screen('help', { landmarks: [], scope: '#shortcuts' });
    await page.keyboard.press('Escape');
    await page.goto(`${base}/customers/1`);
    await screen('customer', { landmarks: ['main', 'nav'] });
    await page.goto(`${base}/settings/inboxes/1`);
    await screen('settings', { landmarks: ['main', 'nav'] });

    await page.goto(`${base}/conversations/1?view=all`);
    await page.evaluate(listen);
    await page.locator('textarea[name=body]').fill('Thank you for waiting.');
    await page.keyboard.press('Control+Enter');
    await said(page, 'Message on its way');
    await page.locator('#toasts').getByRole('button', { name: 'Undo' }).click();
    await page.waitForFunction(() => document.querySelector('textarea[name=body]')?.value === 'Thank you for waiting.');
    step('what was sent and taken back is said aloud');

    await deliver(FL_SMTP, [mail({ from: 'Rita <rita@customer.example>', subject: 'A spout', text: 'It drips.', id: 'spout-1@customer.example' })]);
    await page.goto(`${base}/views/unassigned`);
    await page.locator('#list [data-item] [data-open]', { hasText: 'A spout' }).click();
    await page.locator('.message.incoming', { hasText: 'It drips.' }).waitFor();
    await page.waitForFunction(() => document.documentElement.dataset.stream === 'open');
    await page.evaluate(listen);
    const number = new URL(page.url()).pathname.split('/').pop();
    await deliver(FL_SMTP, [mail({ from: 'Rita <rita@customer.example>', subject: `Re: A spout [#${number}]`, text: 'And it whistles.', id: 'spout-2@customer.example' })]);
    await page.locator('.message.incoming', { hasText: 'And it whistles.' }).waitFor();
    await said(page, 'New message from Rita');
    step('a message that arrives is said aloud');
});

/// Roles and names of the tree's lines.
function nodes(tree) {
    return tree.split('\n').map((line) => /^\s*- ([a-z]+)(?: "((?:[^"\\]|\\.)*)")?/.exec(line)).filter(Boolean).map(([, role, name]) => [role, name]);
}

/// Without what differs each day or with what was done first: times, dates, tokens, lines of the log.
function steady(tree) {
    return tree.replace(/\b\d+ (min|h|d|sec|hours?|days?|minutes?)\b/g, 'N $1').replace(/\b\d{1,2}:\d{2}(:\d{2})?( ?[AP]M)?/g, 'HH:MM')
        .replace(/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b/g, 'DAY').replace(/\b(?:\d{1,2} ?)?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?( \d{1,2})?,?( \d{4})?/g, 'DATE')
        .replace(/\bDAY,? DATE/g, 'DATE').replace(/just now|yesterday|today|tomorrow/gi, 'DAY').replace(/\/assets\/[0-9a-f]+\//g, '/assets/HASH/')
        .replace(/(DATE|DAY)( ?(DATE|DAY|at|,))+/g, 'DATE').replace(/\d{4}-\d{2}-\d{2}/g, 'DATE').replace(/before=\d+/g, 'before=LINE')
        // The same moment is a time of day before midnight and a date after it.
        .replace(/(HH:MM|DATE|DAY)([ ,]+(at )?(HH:MM|DATE|DAY))*/g, 'WHEN');
}

/// Without what is offered of these: "later today" is not in the evening, on a Sunday tomorrow is Monday, and so many more or fewer others have
/// room. Something of each is there at any hour.
function steadyBut(tree, varying) {
    return varying.reduce((rest, word) => {
        const offered = new RegExp(`\\n *- '?option "${word}: [^"]*"'?(?=\\n|$)`, 'g');
        holds(offered.test(rest), `nothing of “${word}” is offered`);
        return rest.replace(offered, '');
    }, steady(tree));
}

function same(name, tree) {
    const file = path(TREES, `${name}.txt`);
    if (FL_KEEP || !existsSync(file)) {
        holds(FL_KEEP, `${file} is missing; run with FL_KEEP=1 to write it`);
        mkdirSync(TREES, { recursive: true });
        writeFileSync(file, `${tree}\n`);
        return;
    }
    const [kept, now] = [readFileSync(file, 'utf8').trimEnd().split('\n'), tree.split('\n')];
    const at = kept.findIndex((line, number) => line !== now[number]);
    const where = at === -1 && now.length > kept.length ? kept.length : at;
    holds(where === -1, `${name} reads differently at line ${where + 1}:\n  kept ${kept[where]}\n  now  ${now[where]}`);
}

/// One main, the landmarks asked for, one h1, no level of headings left out, one polite place for news.
function sound(landmarks) {
    const seen = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
    const faults = landmarks.filter((tag) => seen(tag).length === 0).map((tag) => `no ${tag}`);
    if (seen('main').length !== 1) faults.push(`${seen('main').length} mains`);
    const scope = document.querySelector('dialog:modal') ?? document.querySelector('main');
    const levels = [...scope.querySelectorAll('h1, h2, h3, h4')].filter((element) => element.checkVisibility()).map((element) => Number(element.tagName[1]));
    if (scope.matches('main') && levels.filter((level) => level === 1).length !== 1) faults.push(`${levels.filter((level) => level === 1).length} first headings`);
    levels.forEach((level, number) => number > 0 && level > levels[number - 1] + 1 && faults.push(`a heading of level ${level} follows one of ${levels[number - 1]}`));
    if (document.querySelectorAll('#toasts[role=status][aria-live=polite]').length !== 1) faults.push('no place where news are said');
    return faults;
}

/// Gathers what live regions come to say.
function listen() {
    globalThis.heard = [];
    const speak = (node) => {
        const region = (node.nodeType === 1 ? node : node.parentElement)?.closest('[aria-live], [role=status], [role=alert], output');
        if (region) globalThis.heard.push(node.textContent.replace(/\s+/g, ' ').trim());
    };
    new MutationObserver((changes) => changes.forEach(({ addedNodes, target, type }) => (type === 'characterData' ? speak(target) : addedNodes.forEach(speak))))
        .observe(document.body, { childList: true, subtree: true, characterData: true });
}

async function said(page, words) {
    await page.waitForFunction((words) => globalThis.heard.some((one) => one.includes(words)), words).catch(async () => {
        throw new Error(`“${words}” was not said; heard ${JSON.stringify(await page.evaluate(() => globalThis.heard))}`);
    });
}
