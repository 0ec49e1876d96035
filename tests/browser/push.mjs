// Pushes as an agent meets them: chosen on one page, turned on for this browser, shown by the service worker, taken away again;
// and Frontline as an app. The push service is beyond this machine, so the browser's subscription is made up; its keys are real.
import { axe, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, context, base, step }) => {
    await context.grantPermissions(['notifications'], { origin: base });
    await context.addInitScript(makesItUp);
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/settings/notifications`);
    await page.getByRole('button', { name: 'Tell me on this device' }).waitFor();
    const found = await axe(page);
    holds(found.length === 0, `axe found on the page of notifications:\n${found.join('\n')}`);

    await page.getByLabel('Push: A conversation is given to me').setChecked(false);
    await page.getByLabel('How often').selectOption('daily');
    await page.getByLabel('From', { exact: false }).first().fill('20:00');
    await page.getByLabel('Until', { exact: false }).first().fill('08:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    holds(!(await page.getByLabel('Push: A conversation is given to me').isChecked()), 'the choice was not kept');
    holds(await page.getByLabel('Until', { exact: false }).first().inputValue() === '08:00', 'the quiet hours were not kept');
    step('what is told, and when not, is chosen on one page');

    await page.getByRole('button', { name: 'Tell me on this device' }).click();
    await page.getByRole('cell', { name: /^Chrome/ }).waitFor();
    await page.getByText('This browser is told.').waitFor();
    await shoot(page, 'notifications');
    await page.getByRole('button', { name: 'Test' }).click();
    await page.getByText('Not taken').waitFor();
    step('this browser is on the list, and what came of a test stands beside it');

    const shown = await pushed(page, context, { title: 'Assigned to you: #1', body: '', link: '/conversations/1?view=all', tag: 'conversation 1' });
    holds(shown.some((one) => one.title === 'Assigned to you: #1' && one.data.link === '/conversations/1?view=all'), `shown: ${JSON.stringify(shown)}`);
    step('a push is shown');

    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Tell me on this device' }).waitFor();
    holds(await page.getByRole('cell', { name: /^Chrome/ }).count() === 0, 'the device is still on the list');
    step('and it is told no more');

    const manifest = await (await page.request.get(new URL(await page.locator('link[rel=manifest]').getAttribute('href'), base).href)).json();
    holds(manifest.display === 'standalone' && manifest.id === '/' && manifest.shortcuts.length === 4, 'the manifest is not whole');
    for (const { src } of manifest.icons) holds((await page.request.get(`${base}${src}`)).ok(), `${src} is missing`);
    step('Frontline can be installed as an app');
});

/// In the page: a push service that gives every browser an address of its own, as a real one does.
function makesItUp() {
    if (!globalThis.PushManager) return;
    const kept = 'made-up push';
    const subscription = (made) => made && {
        endpoint: made.endpoint,
        toJSON: () => made,
        unsubscribe: async () => (localStorage.removeItem(kept), true),
    };
    PushManager.prototype.getSubscription = async () => subscription(JSON.parse(localStorage.getItem(kept)));
    PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
        if (!userVisibleOnly || applicationServerKey.length !== 87) throw new Error('no key of the desk');
        const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
        const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
        const p256dh = text(await crypto.subtle.exportKey('raw', pair.publicKey));
        const made = { endpoint: `https://push.invalid/${crypto.randomUUID()}`, keys: { p256dh, auth: text(crypto.getRandomValues(new Uint8Array(16))) } };
        localStorage.setItem(kept, JSON.stringify(made));
        return subscription(made);
    };
}

/// Hands the service worker a push as the browser would, and says what it shows then.
async function pushed(page, context, message) {
    const protocol = await context.newCDPSession(page);
    const registered = new Promise((done) => protocol.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations.length && done(registrations[0])));
    await protocol.send('ServiceWorker.enable');
    const { registrationId } = await registered;
    await protocol.send('ServiceWorker.deliverPushMessage', { origin: new URL(page.url()).origin, registrationId, data: JSON.stringify(message) });
    const shown = () => page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, data }) => ({ title, data })));
    // Asked again and again from here: a function that waits in the page counts as an answer before it has one.
    for (const until = Date.now() + 30_000; Date.now() < until; await page.waitForTimeout(100)) {
        const found = await shown();
        if (found.length > 0) return found;
    }
    return [];
}
