// A hostile mail is read like any other: nothing in it runs, nothing remote is fetched until asked, and then only by us.
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { holds, journey, shoot, signIn } from './browser.mjs';
import { deliver, mail } from './post.mjs';

const { FL_SMTP, FL_PASSWORD } = process.env;
const CORPUS = new URL('../../base/mail/corpus/', import.meta.url);
const ACTIVE = 'script, iframe, object, embed, form, input, button, base:not([target]), meta[http-equiv], link, svg script';

await journey(import.meta, async ({ page, context, base, step, complaints }) => {
    const spy = await listening();
    const asked = [];
    context.on('request', (request) => asked.push(request.url()));
    context.on('dialog', (dialog) => holds(false, `a mail opened a dialog: ${dialog.message()}`));
    await deliver(FL_SMTP, [...(await corpus()), mail({ from: 'Eve <eve@evil.example>', subject: 'Confirm at once', text: 'Look.', html: hostile(spy.address) })]);
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);

    await page.goto(`${base}/views/unassigned`);
    const confirm = page.locator('#list [data-open]', { hasText: 'Confirm at once' });
    await confirm.waitFor();
    const links = await page.locator('#list [data-open]', { hasText: /^Look \d+$/ }).evaluateAll((all) => all.map((link) => link.href));
    holds(links.length >= 30, `only ${links.length} hostile mails came in`);
    await confirm.click();
    const frame = page.frameLocator('iframe[data-mailframe]').first();
    await frame.getByText('Please confirm your password').waitFor();
    await harmless(page);
    step('shows the words and nothing that acts');

    holds(foreign(asked, base).length === 0, `opening the mail asked for ${foreign(asked, base)}`);
    holds(spy.visits.length === 0, `the sender's server was visited: ${spy.visits}`);
    step('fetches nothing remote by itself');
    await shoot(page, 'hostile-mail');

    // Listened for before the click: a picture can be answered before the click is.
    const pictured = page.waitForResponse((answer) => answer.url().includes('/mail-images/'));
    await page.locator('.images-off').getByRole('link').click();
    await pictured;
    holds(foreign(asked, base).length === 0, `loading the pictures asked for ${foreign(asked, base)}`);
    holds(spy.visits.length === 0, `the proxy visited a private address: ${spy.visits}`);
    step('fetches pictures only by way of the desk, when asked');

    for (const link of links) {
        await page.goto(link);
        await page.locator('.messages .message').first().waitFor();
        await harmless(page);
        holds(new URL(page.url()).origin === new URL(base).origin, `${link} led away to ${page.url()}`);
    }
    holds(foreign(asked, base).length === 0, `the hostile mails asked for ${foreign(asked, base)}`);
    step(`reads ${links.length} hostile mails unharmed`);
    // The proxy refuses this machine's own address, and the console says so.
    complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !complaint.includes('/mail-images/')));
    spy.close();
});

function hostile(spy) {
    return `<html><head><meta http-equiv="refresh" content="0;url=http://${spy}/refresh"><base href="http://${spy}/">
        <style>body { background: url(http://${spy}/css.png) } .over { position: fixed; inset: 0 }</style><script>top.owned = true</script></head>
        <body onload="top.owned = true"><div class="over" style="background-image: url(http://${spy}/style.png)">Please confirm your password</div>
        <img src="http://${spy}/pixel.png" onerror="top.owned = true"><svg onload="top.owned = true"><script>top.owned = true</script></svg>
        <a href="javascript:top.owned = true">Click</a><a href="http://${spy}/click" ping="http://${spy}/ping">Here</a>
        <form action="http://${spy}/form"><input name="password"><button>Send</button></form><iframe src="http://${spy}/frame"></iframe>
        <video src="http://${spy}/film" poster="http://${spy}/poster.png" autoplay></video><object data="http://${spy}/object"></object></body></html>`;
}

async function corpus() {
    const names = (await readdir(CORPUS)).filter((name) => /^hostile-html-\d+\.eml$/.test(name)).sort();
    return Promise.all(names.map((name) => readFile(new URL(name, CORPUS))));
}

/// Nothing ran, and nothing that could is in any frame of the page.
async function harmless(page) {
    holds(!(await page.evaluate(() => 'owned' in window)), 'a script of the mail ran');
    for (const frame of page.frames().filter((frame) => frame.url().includes('/html'))) {
        const found = await frame.evaluate((active) => [...document.querySelectorAll('*')]
            .filter((element) => element.matches(active) || [...element.attributes].some(({ name, value }) => name.startsWith('on') || /^\s*(javascript|vbscript|data:text)/i.test(value)))
            .map((element) => element.outerHTML.slice(0, 150)), ACTIVE);
        holds(found.length === 0, `left in the mail: ${found.join(' ')}`);
    }
}

function foreign(asked, base) {
    return asked.filter((url) => !url.startsWith(`${base}/`) && !/^(data|blob|about):/.test(url));
}

async function listening() {
    const visits = [];
    const server = createServer((request, response) => { visits.push(request.url); response.end(); });
    await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
    return { visits, address: `127.0.0.1:${server.address().port}`, close: () => server.close() };
}
