// Passkeys as people meet them: added under Security with a device of Chromium's own, used at the door without a password and as the
// second step after it, named, removed; and what is asked of whoever comes in: a second factor is set up before anything else.
import { axe, fitsItsWidth, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;
const BEN = 'ben@kettle.example';

await journey(import.meta, async ({ page, context, base, step, complaints }) => {
    const device = await aDevice(context, page);
    await signIn(page, base, BEN, FL_PASSWORD);
    await page.goto(`${base}/settings/security`);
    await page.getByLabel('Name of the passkey').first().fill('My phone');
    await page.locator('#password-passkey').fill('not my password');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('This is not your present password').waitFor();
    complaints.length = 0; // the refusal of the wrong password
    await page.locator('#password-passkey').fill(FL_PASSWORD);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('heading', { name: 'Recovery codes' }).first().waitFor();
    const code = await page.locator('ol code').first().innerText();
    await page.getByRole('link', { name: 'I have kept them' }).click();
    await page.getByText('My phone').waitFor();
    holds((await axe(page)).length === 0, `axe found under Security:\n${(await axe(page)).join('\n')}`);
    await fitsItsWidth(page, 'Security with a passkey');
    await shoot(page, 'passkeys');
    const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId: device.id });
    holds(credentials.length === 1 && credentials[0].isResidentCredential && credentials[0].rpId === 'localhost', `the device keeps ${JSON.stringify(credentials)}`);
    step('a passkey is added with the password, and recovery codes are handed out');

    await signOut(page, base);
    await page.goto(`${base}/sign-in?next=/settings/profile`);
    holds((await axe(page)).length === 0, 'axe found at the door');
    await shoot(page, 'passkeys-door');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForURL(`${base}/settings/profile`);
    holds(await page.getByLabel('Name').first().inputValue() === 'Ben Okafor', 'somebody else came in');
    step('it opens the desk by itself, and leads on');

    await signOut(page, base);
    await password(page, base);
    await page.waitForURL('**/sign-in/code**');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'));
    step('after the password it is the second step');

    await signOut(page, base);
    await device.send('WebAuthn.setUserVerified', { authenticatorId: device.id, isUserVerified: false });
    await page.goto(`${base}/sign-in`);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('The device gave no passkey').waitFor();
    await device.send('WebAuthn.setUserVerified', { authenticatorId: device.id, isUserVerified: true });
    step('a device that does not know its owner opens nothing');

    const older = credentials[0];
    await device.send('WebAuthn.removeCredential', { authenticatorId: device.id, credentialId: older.credentialId });
    await device.send('WebAuthn.addCredential', { authenticatorId: device.id, credential: { ...older, signCount: 0 } });
    await page.goto(`${base}/sign-in`);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('This passkey opens nothing here').waitFor();
    complaints.length = 0; // the refusal
    step('a copy whose counter went back is refused');

    await password(page, base);
    await page.getByLabel('Code').fill(code);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.goto(`${base}/settings/security`);
    await page.locator('details.more', { hasText: 'My phone' }).locator('summary').click();
    const one = page.locator('details.more', { hasText: 'My phone' });
    await one.getByLabel('Name of the passkey').fill('Old phone');
    await one.getByRole('button', { name: 'Rename' }).click();
    await page.getByText('Old phone').waitFor();
    await page.locator('details.more', { hasText: 'Old phone' }).locator('summary').click();
    const renamed = page.locator('details.more', { hasText: 'Old phone' });
    await renamed.getByLabel('Your present password').fill(FL_PASSWORD);
    await renamed.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('The passkey is removed').waitFor();
    holds(await page.getByText('Old phone').count() === 0, 'it is still listed');
    step('with a recovery code it is renamed and removed');

    await signOut(page, base);
    await device.send('WebAuthn.clearCredentials', { authenticatorId: device.id });
    await asked(page, base, step);
});

/// Noor asks a second factor of everybody: she sets one up first, and Ben is led to set one up before anything else.
async function asked(page, base, step) {
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/settings/access`);
    await page.getByLabel('Everybody').check();
    await page.getByText('No administrator has a second factor yet').first().waitFor();
    await page.goto(`${base}/settings/security`);
    await page.locator('#password-passkey').fill(FL_PASSWORD);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('link', { name: 'I have kept them' }).click();
    await page.goto(`${base}/settings/access`);
    await page.getByLabel('Everybody').check();
    await page.getByText(/of them have none and must have one/).waitFor();
    holds((await axe(page)).length === 0, `axe found on the rules:\n${(await axe(page)).join('\n')}`);
    await fitsItsWidth(page, 'the rules of access');
    await shoot(page, 'access');
    await page.locator('form[action$="/access/second-factor"]').getByRole('button', { name: 'Save' }).click();
    await page.locator('.toast', { hasText: 'Who needs a second factor' }).waitFor();
    step('who would have to set one up is named before it is saved');

    await signOut(page, base);
    await password(page, base);
    await page.waitForURL('**/settings/security/second-factor/first');
    holds((await axe(page)).length === 0, 'axe found where one is led');
    await shoot(page, 'second-factor-first');
    await page.goto(`${base}/conversations/1`);
    await page.waitForURL('**/settings/security/second-factor/first');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('link', { name: 'I have kept them' }).click();
    await page.waitForURL((at) => !at.pathname.includes('second-factor'));
    step('whoever has none sets one up right after the password and goes on');
}

/// A device of Chromium's own that keeps passkeys and knows its owner.
async function aDevice(context, page) {
    const wire = await context.newCDPSession(page);
    await wire.send('WebAuthn.enable');
    const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
    const { authenticatorId: id } = await wire.send('WebAuthn.addVirtualAuthenticator', { options });
    return { id, send: (name, more) => wire.send(name, more) };
}

async function password(page, base) {
    await page.goto(`${base}/sign-in`);
    await page.getByLabel('Email address').fill(BEN);
    await page.getByLabel('Password', { exact: true }).fill(FL_PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function signOut(page, base) {
    await page.context().clearCookies();
    await page.goto(`${base}/sign-in`);
}
