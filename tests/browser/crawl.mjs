// Where there is to go: every page that links lead to, one of each kind. The journeys that look at all pages and the one command
// that pictures them share it.

/// Where a walk begins: what no link leads to, or only one that is not on every demo.
export const ENTRANCES = ['/', '/views/open', '/views/on_hold', '/conversations/1?view=open', '/conversations/3', '/customers/1', '/companies', '/search?q=kettle',
    '/settings/inboxes/1/email', '/settings/security/second-factor', '/new', '/orders', '/approvals', '/reports/orders', '/settings/policies/new', '/customers/1/verify'];
/// Not pages: files, mails as they came, what programs and customers see, and what ends the session.
const NO_PAGE = /^\/(api|portal|attachments|messages|assets|sign-out|local|drafts\/\d|live|rail|papers|reports\/orders\/csv|settings\/(audit|ratings)\/file)\b|\/(raw|file|timeline)$/;

/// Walks all pages from the entrances on. `look(path)` opens one; the links on it are followed. Gives the paths, one of each kind.
export async function walk(page, look) {
    const seen = new Map();
    const waiting = [...ENTRANCES];
    while (waiting.length) {
        const path = waiting.shift();
        if (seen.has(kind(path))) continue;
        seen.set(kind(path), path);
        await look(path, seen.size);
        waiting.push(...await links(page));
    }
    return [...seen.values()];
}

async function links(page) {
    const hrefs = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    return [...new Set(hrefs.map((href) => href.split('#')[0]))].filter((href) => !NO_PAGE.test(href.split('?')[0]));
}

/// One of each kind is enough: numbers, questions and the words articles are filed under differ, pages do not.
export function kind(path) {
    return path.split('?')[0].replace(/\d+/g, '#').replace(/^\/knowledge\/(?!new\b)[^/]+/, '/knowledge/#');
}
