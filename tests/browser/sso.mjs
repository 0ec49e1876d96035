// The company's own sign-in, at a real OpenID provider: an administrator enters it, tries it and opens it; colleagues come in through
// it, somebody who only claims to be one does not; signing out there is signing out here; and in the end it is the only way in.
import { axe, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD, FL_PROVIDER } = process.env;

/// Signs in at the provider, under the name it asks for, and agrees to what the desk asks for.
async function signInThere(page, name) {
    await page.waitForURL((url) => url.origin === FL_PROVIDER);
    if (await page.locator('input[name=login]').count()) {
        await page.locator('input[name=login]').fill(name);
        await page.locator('input[name=password]').fill('any');
        await page.getByRole('button', { name: /sign-in/i }).click();
    }
    await page.waitForLoadState();
    if (new URL(page.url()).origin === FL_PROVIDER) await page.getByRole('button', { name: /continue/i }).click();
    await page.waitForURL((url) => url.origin !== FL_PROVIDER);
}

/// The provider's pages ask for letters from the internet, which a test does not have.
const withoutLetters = (page) => page.context().route(/fonts\.googleapis\.com/, (route) => route.fulfill({ contentType: 'text/css', body: '' }));

await journey(import.meta, async ({ page, base, step, join, complaints }) => {
    await withoutLetters(page);
    const comesIn = async (name) => {
        const colleague = await join();
        await withoutLetters(colleague.page);
        await colleague.page.goto(`${base}/sign-in`);
        await colleague.page.getByRole('link', { name: 'Continue with Kettle account' }).click();
        await signInThere(colleague.page, name);
        return colleague.page;
    };

    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/settings/sign-in`);
    await shoot(page, 'sso-none');
    await page.getByRole('link', { name: 'Add a sign-in' }).first().click();
    await page.getByText(`${base}/sign-in/with/1/back`).waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Kettle account');
    await page.getByLabel('Issuer').fill(FL_PROVIDER);
    await page.getByLabel('Client ID').fill('desk');
    await page.getByLabel('Client secret').fill('wrong');
    await page.getByLabel(/Those, and everybody else/).check();
    await page.getByLabel('Domains of newcomers').fill('kettle.example');
    await page.getByText('Let groups at the provider decide').click();
    await page.getByLabel('Claim with the groups').fill('groups');
    await page.getByLabel('Extra scopes').fill('groups');
    for (const [number, group, role] of [[1, 'admins', 'Admin'], [2, 'leads', 'Supervisor'], [3, 'desk', 'Agent']]) {
        await page.getByLabel(`Group ${number}`).fill(group);
        await page.getByLabel(`Its role here (${number})`).selectOption({ label: role });
    }
    await page.getByRole('button', { name: 'Test and save' }).click();
    await page.getByText('did not take the client ID and secret').waitFor();
    complaints.length = 0; // the refusal was meant
    holds((await axe(page)).length === 0, 'the form has faults of access');
    await page.getByLabel('Client secret').fill('a secret of two: 100%');
    await page.getByRole('button', { name: 'Test and save' }).click();
    await page.getByText('Saved. Press').waitFor();
    await shoot(page, 'sso-form');
    step('a wrong secret is not saved, the right one is');

    await page.getByRole('link', { name: 'Try it' }).click();
    await signInThere(page, 'noor');
    await page.getByText('You would come in as Admin: your address is known here').waitFor();
    await shoot(page, 'sso-rehearsal');
    holds((await axe(page)).length === 0, 'the rehearsal has faults of access');
    step('an administrator sees what would become of her');

    const ana = await comesIn('ana');
    await ana.goto(`${base}/settings/profile`);
    holds(await ana.locator('input[name=name]').inputValue() === 'Ana Ruiz', 'it is not Ana');
    step('a colleague comes in by her verified address');

    const sam = await comesIn('sam');
    await sam.goto(`${base}/settings/profile`);
    holds(await sam.locator('input[name=name]').inputValue() === 'Sam Osei', 'it is not Sam');
    step('somebody new of the company is added');

    const eve = await comesIn('eve');
    await eve.getByText('does not say that your email address was made sure of').waitFor();
    await shoot(eve, 'sso-outside');
    holds((await axe(eve)).length === 0, 'the page of who stays outside has faults of access');
    await eve.goto(`${base}/settings/profile`);
    holds(new URL(eve.url()).pathname === '/sign-in', 'Eve is in');
    await shoot(eve, 'sso-sign-in');
    holds((await axe(eve)).length === 0, 'the sign-in page has faults of access');
    complaints.length = 0; // she was refused
    step('who only claims an address stays outside');

    const elsewhere = await comesIn('ana');
    await ana.goto(`${base}/`);
    await ana.locator('form[action="/sign-out"] button').first().evaluate((button) => button.form.requestSubmit());
    await ana.getByRole('link', { name: 'Sign out of Kettle account' }).waitFor();
    await shoot(ana, 'sso-left');
    await ana.getByRole('link', { name: 'Sign out of Kettle account' }).click();
    await ana.getByRole('button', { name: /yes/i }).click();
    await ana.waitForURL(`${base}/sign-in*`);
    await elsewhere.goto(`${base}/settings/profile`);
    holds(new URL(elsewhere.url()).pathname === '/sign-in', 'signing out there left a session here');
    step('signing out there is signing out here, in every browser');

    const noor = await comesIn('noor');
    await noor.goto(`${base}/settings/sign-in`);
    await shoot(noor, 'sso-list');
    holds((await axe(noor)).length === 0, 'the list has faults of access');
    await noor.getByRole('button', { name: 'Let people come in this way only' }).click();
    await noor.getByText('From now on people come in through the company’s sign-in only').first().waitFor();
    const { page: ben } = await join();
    await ben.goto(`${base}/sign-in`);
    await ben.getByText('Sign in with a password').click();
    await shoot(ben, 'sso-only');
    await ben.locator('input[name=email]').fill('ben@kettle.example');
    await ben.locator('input[name=password]').fill(FL_PASSWORD);
    await ben.getByRole('button', { name: 'Sign in', exact: true }).click();
    await ben.getByText('do not belong together').waitFor();
    await ben.locator('input[name=email]').fill('noor@kettle.example');
    await ben.locator('input[name=password]').fill(FL_PASSWORD);
    await ben.getByRole('button', { name: 'Sign in', exact: true }).click();
    await ben.waitForURL((url) => url.pathname !== '/sign-in');
    complaints.length = 0; // Ben's password was refused
    step('then it is the only way in, but for one administrator');
});
