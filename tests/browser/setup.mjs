// An empty desk, set up by whoever opens the link the program prints, until a first message is answered. FL_FIRST is that link.
import { axe, fitsItsWidth, holds, journey, shoot } from './browser.mjs';

const { FL_FIRST } = process.env;
const PASSWORD = 'a kettle of one’s own';

await journey(import.meta, async ({ page, base, step, join, complaints }) => {
    await page.goto(FL_FIRST);
    holds((await axe(page)).length === 0, 'the first page has faults of access');
    await shoot(page, 'first');
    await page.getByLabel('Company').fill('Teapot & Sons');
    await page.getByLabel('Name', { exact: true }).fill('Noor Haddad');
    await page.getByLabel('Email').fill('noor@teapot.example');
    await page.locator('input[name=password]').fill('short');
    await page.locator('select[name=zone]').selectOption('Europe/Madrid');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.locator('.banner.danger').waitFor();
    holds(await page.getByLabel('Company').inputValue() === 'Teapot & Sons', 'a mistake forgets what was typed');
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.waitForURL(/\/setup/);
    complaints.length = 0; // the mistake was meant
    step('the first administrator comes in by the link');

    const stranger = await join();
    const again = await stranger.page.goto(FL_FIRST);
    holds((await stranger.page.locator('main').innerText()).includes('good once'), `a used link answers ${again.status()}`);
    holds(await stranger.page.locator('input[name=company]').count() === 0, 'a used link offers the form again');
    complaints.length = 0; // so was the used link
    step('the link opens nothing any more');

    const state = (word) => page.locator(`#setup-${word} > header .badge`).innerText();
    holds(await state('company') === 'Done', 'the company has its name');
    for (const [width, height] of [[1440, 900], [1024, 768], [390, 844]]) {
        await page.setViewportSize({ width, height });
        await fitsItsWidth(page, `the set-up at ${width}`);
        for (const colorScheme of ['light', 'dark']) {
            await page.emulateMedia({ colorScheme });
            const found = await axe(page);
            holds(found.length === 0, `axe found on the set-up, ${width} ${colorScheme}: ${found.slice(0, 3).join('\n')}`);
        }
    }
    await page.emulateMedia({ colorScheme: null });
    await shoot(page, 'setup');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${base}/views/mine`);
    await page.locator('.card.welcome', { hasText: 'Set-up' }).getByText('1 of 6 settled').waitFor();
    await shoot(page, 'setup-card');
    await page.locator('.card.welcome a', { hasText: 'Go on' }).click();
    await page.locator('#setup-people').getByRole('button', { name: 'Leave it out' }).click();
    await page.locator('#setup-people > header .badge', { hasText: 'Left out' }).waitFor();
    await page.locator('#setup-people').getByRole('button', { name: 'Take it up again' }).click();
    await page.locator('#setup-people > header .badge', { hasText: 'To do' }).waitFor();
    step('steps are left out and taken up again; the card says how far it is');

    await page.getByRole('button', { name: 'Practise with a customer who is none' }).click();
    await page.waitForURL(/conversations\/\d+/);
    const conversation = page.url();
    await page.locator('#work h1', { hasText: 'Practice: where is my kettle?' }).waitFor();
    await page.locator('textarea[name=body]').fill('It arrives tomorrow.');
    await page.getByRole('button', { name: 'Send', exact: false }).first().click();
    await page.locator('.messages').getByText('It arrives tomorrow.').waitFor();
    await page.locator('.message.incoming', { hasText: 'your desk answers' }).waitFor({ timeout: 40_000 });
    step('a practice message is answered, delivered and thanked for');

    await page.goto(`${base}/setup`);
    await page.locator('.banner', { hasText: 'Your desk answers.' }).waitFor();
    holds(await state('answer') === 'Done', 'the last step is not done');
    await page.goto(`${base}/views/mine`);
    holds(await page.locator('.card.welcome', { hasText: 'Set-up' }).count() === 0, 'the card stays');
    holds(!conversation.includes('undefined'), 'no conversation');
    step('the set-up is complete');
});
