// Pictures of the demo company for the README and for looking: node shots.mjs BASE_URL, with FRONTLINE_SHOTS=docs/screens.
// Three sizes, light and dark, of each page a visitor of the README should see. Not a journey: it proves nothing.
import { journey, shoot, signIn } from './browser.mjs';

const PAGES = [
    ['sign-in', '/sign-in', null],
    ['inbox', '/views/open', 'noor@kettle.example'],
    ['conversation', '/conversations/1?view=open', 'noor@kettle.example'],
    ['chinese', '/conversations/3?view=open', 'wei@kettle.example'],
    ['spanish', '/conversations/2?view=all', 'ana@kettle.example'],
    ['customers', '/customers', 'noor@kettle.example'],
    ['customer', '/customers/1', 'noor@kettle.example'],
    ['search', '/search?q=kettle', 'noor@kettle.example'],
    ['new', '/new', 'noor@kettle.example'],
    ['people', '/settings/people', 'noor@kettle.example'],
    ['inboxes', '/settings/inboxes', 'noor@kettle.example'],
    ['email', '/settings/inboxes/1/email', 'noor@kettle.example'],
    ['tags', '/settings/tags', 'noor@kettle.example'],
    ['roles', '/settings/roles', 'noor@kettle.example'],
    ['profile', '/settings/profile', 'noor@kettle.example'],
    ['missing', '/conversations/99999', 'noor@kettle.example'],
];
const ONLY = process.env.FL_ONLY?.split(',');

await journey(import.meta, async ({ page, base, step, complaints }) => {
    let who = null;
    for (const [name, path, email] of PAGES) {
        if (ONLY && !ONLY.includes(name)) continue;
        if (email !== who) {
            await page.context().clearCookies();
            if (email) await signIn(page, base, email, 'kettle-demo-2026');
            who = email;
        }
        await page.goto(`${base}${path}`);
        await page.waitForTimeout(300);
        await shoot(page, name);
        step(name);
    }
    complaints.length = 0; // the missing page is meant to be missing
});
