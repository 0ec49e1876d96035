// The guided tour from the first step to the last, by keys alone: left and resumed on the way, at phone width too, sound for
// screen readers, and never in the way.
import { axe, fitsItsWidth, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step }) => {
    const press = (key) => page.keyboard.press(key);
    const at = (word) => page.locator(`#tour[data-tour="${word}"]`).waitFor().catch(async () => {
        throw new Error(`the tour waits at ${await page.locator('#tour').getAttribute('data-tour').catch(() => 'nothing')} instead of ${word}`);
    });
    const typing = () => page.waitForFunction(() => document.activeElement?.name === 'body');
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);

    await page.goto(`${base}/views/open`);
    await page.locator('.card.welcome', { hasText: 'Guided tour' }).waitFor();
    holds((await axe(page)).length === 0, 'the offer has faults of access');
    await page.goto(`${base}/tour`);
    await shoot(page, 'tour');
    await reach(page, page.getByRole('button', { name: 'Begin the tour' }));
    await press('Enter');
    await page.waitForURL(/views\/open/);
    await at('open');
    holds(await page.locator('#tour [role=status]').innerText().then((words) => words.includes('Step 1 of 11')), 'the step is not said');
    await page.locator('.tour-here').first().waitFor();
    holds((await axe(page)).length === 0, 'the tour has faults of access');
    step('begins, says its step and points');

    await press('j');
    await press('o');
    await page.waitForURL(/conversations\/\d+/);
    await at('reply');
    const number = Number(new URL(page.url()).pathname.split('/').pop());
    await covers(page);
    step('open');

    await page.setViewportSize({ width: 390, height: 844 });
    await fitsItsWidth(page, 'a conversation on the tour');
    await covers(page);
    holds((await axe(page)).length === 0, 'the tour has faults of access on a phone');
    await shoot(page, 'tour-conversation');
    await page.setViewportSize({ width: 1440, height: 900 });
    step('fits a phone');

    await press('r');
    await typing();
    await page.keyboard.type('Hello, I am looking into it.');
    await press('Control+Enter');
    await at('note');
    step('reply');

    await page.locator('textarea[name=body]').blur().catch(() => {});
    await page.goto(`${base}/conversations/${number}?view=all`);
    await at('note');
    await press('n');
    await typing();
    await page.keyboard.type('Ask the warehouse.');
    await press('Control+Enter');
    await at('assign');
    step('note');

    await reach(page, page.locator('#tour').getByRole('button', { name: 'Leave the tour' }));
    await press('Enter');
    await page.waitForURL(/views\/mine/);
    holds(await page.locator('#tour').count() === 0, 'the tour does not let go');
    await page.goto(`${base}/tour`);
    await reach(page, page.getByRole('button', { name: 'Go on with the tour' }).or(page.getByRole('button', { name: 'Begin the tour' })));
    await press('Enter');
    await page.locator('#tour').waitFor();
    await at('assign');
    step('is left and resumed where it was');

    await page.goto(`${base}/conversations/${number}?view=all`);
    await press('a');
    await page.locator('#assign-menu:popover-open').waitFor();
    await page.locator('#assign-menu button', { hasText: 'Ben Okafor' }).focus();
    await press('Enter');
    await at('snooze');
    step('assign');

    await press('h');
    await page.locator('#snooze-menu:popover-open').waitFor();
    await page.locator('#snooze-menu button', { hasText: 'Tomorrow' }).first().focus();
    await press('Enter');
    await at('undo');
    await press('z');
    await at('palette');
    step('snooze and undo');

    await press('Control+k');
    await at('search');
    await press('Escape');
    await page.locator('#palette[open]').waitFor({ state: 'detached' });
    step('palette');

    await press('/');
    await page.waitForURL(/\/search/);
    await at('macro');
    step('search');

    await page.goto(`${base}/conversations/${number}?view=all`);
    await press('m');
    await page.locator('#macro-menu:popover-open').waitFor();
    await page.locator('#macro-menu button[data-macro]').first().focus();
    await press('Enter');
    await at('order');
    step('macro');

    // An order takes its customer to be known; who has none goes on.
    await reach(page, page.locator('#tour').getByRole('button', { name: 'Next step' }));
    await press('Enter');
    await at('resolve');
    step('a step is passed over');

    await page.goto(`${base}/conversations/${number}?view=all`);
    await page.locator('form[action$="/resolve"] [data-key=e]').first().waitFor();
    await press('e');
    await page.locator('#tour', { hasText: 'That was the tour.' }).waitFor();
    await reach(page, page.locator('#tour').getByRole('button', { name: 'Close' }));
    await press('Enter');
    await page.waitForURL(/views\/mine/);
    holds(await page.locator('#tour, .card.welcome').count() === 0, 'the tour is offered again');
    step('resolve, and the tour is over');
});

/// By Tab, as hands do.
async function reach(page, button) {
    await button.waitFor();
    await page.locator('body').evaluate(() => document.activeElement?.blur());
    for (let tabs = 0; tabs < 200; tabs += 1) {
        await page.keyboard.press('Tab');
        if (await button.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`${await button.innerText()} cannot be reached with Tab`);
}

/// Nothing of the tour lies over the work.
async function covers(page) {
    const over = await page.evaluate(() => {
        const strip = document.getElementById('tour').getBoundingClientRect();
        return [...document.querySelectorAll('.shell > :is(.list, .work, .panel)')].filter((zone) => zone.checkVisibility()).some((zone) => zone.getBoundingClientRect().top < strip.bottom - 1);
    });
    holds(!over, 'the tour covers the work');
}
