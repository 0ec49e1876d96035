// Nothing typed is lost: the connection goes, the tab goes, and characters are half composed while a colleague writes.
import { holds, journey, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;
const BODY = 'textarea[name=body]';

await journey(import.meta, async ({ page, context, join, base, step, complaints }) => {
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/conversations/1?view=all`);
    await page.keyboard.press('r');
    const saved = page.waitForResponse((answer) => answer.url().endsWith('/draft') && answer.ok());
    await page.keyboard.type('Dear Mia, ');
    await saved;
    step('saves while typing');

    await context.setOffline(true);
    await page.keyboard.type('the line is down');
    await page.locator('[data-offline]').first().waitFor();
    await page.locator('.composer-state[data-state="offline"]').waitFor();
    step('says what is safe while the line is down');
    await page.close();
    await context.setOffline(false);

    const again = await context.newPage();
    await again.goto(`${base}/conversations/1?view=all`);
    await again.waitForFunction(([body]) => document.querySelector(body)?.value === 'Dear Mia, the line is down', [BODY]);
    await again.locator('.composer-state[data-state="saved"]').waitFor();
    await again.evaluate(() => localStorage.clear());
    await again.reload();
    holds(await again.locator(BODY).inputValue() === 'Dear Mia, the line is down', 'the server does not have what was typed without a line');
    step('finds every word again in a new tab, and the server has them too');
    forgive(complaints, /ERR_INTERNET_DISCONNECTED|Failed to fetch/);

    await twoTabsKeepBothTexts(again, await context.newPage(), base);
    forgive(complaints, /409/);
    step('tells a second tab that the first changed the draft, and shows both texts after loading again');

    await composesWhileAColleagueWrites(again, await join(), base);
    step('composes characters while a colleague writes');
});

/// Both tabs hold the same draft; the one that saves second is refused and loses nothing.
async function twoTabsKeepBothTexts(first, second, base) {
    await second.goto(`${base}/conversations/1?view=all`);
    await second.locator(BODY).waitFor();
    const saved = first.waitForResponse((answer) => answer.url().endsWith('/draft') && answer.ok());
    await first.locator(BODY).fill('From the first tab.');
    await saved;
    await second.locator(BODY).fill('From the second tab.');
    await second.locator('.composer-state[data-state="stale"]').waitFor();
    await first.reload();
    holds(await first.locator(BODY).inputValue() === 'From the first tab.\n\nFrom the second tab.', 'the two texts did not come together');
    await first.locator('.composer-state[data-state="saved"]').waitFor();
    await second.close();
}

async function composesWhileAColleagueWrites(page, { page: ben }, base) {
    await signIn(ben, base, 'ben@kettle.example', FL_PASSWORD);
    await ben.goto(`${base}/conversations/1?view=all`);
    await page.locator(BODY).fill('');
    await page.locator(BODY).focus();
    const keyboard = await page.context().newCDPSession(page);
    for (const text of ['n', 'ni', 'nihao']) await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });

    await ben.keyboard.press('n');
    await ben.keyboard.type('A note in between.');
    await ben.keyboard.press('Control+Enter');
    await page.locator('.messages').getByText('A note in between.').waitFor();
    holds(await page.locator(BODY).inputValue() === 'nihao', 'half-composed characters were eaten by a live change');

    await keyboard.send('Input.insertText', { text: '你好' });
    await page.waitForResponse((answer) => answer.url().endsWith('/draft') && answer.ok());
    holds(await page.locator(BODY).inputValue() === '你好', 'the composed characters did not arrive whole');
}

/// What a line that is down makes the console say is no fault of the page.
function forgive(complaints, expected) {
    complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !expected.test(complaint)));
}
