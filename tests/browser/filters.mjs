// Filters by keyboard alone: completed, faulted, kept as a view, found again in the rail, undone.
import { axe, holds, journey, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step, complaints }) => {
    await signIn(page, base, 'ben@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/views/all`);
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.waitForFunction(() => document.activeElement?.id === 'filter-words');
    step('g f goes to the filter');

    await page.keyboard.type('sta');
    await page.locator('#filter-words-offers [role=option]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('[data-put="status:open "]').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    holds(await page.locator('#filter-words').inputValue() === 'status:open ', `typed: ${await page.locator('#filter-words').inputValue()}`);
    holds((await axe(page)).length === 0, 'the offers are accessible');
    step('a key and a value are completed');

    await page.keyboard.press('Escape');
    await page.keyboard.type('priority>=hihg');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.locator('.filter-fault').waitFor();
    const chosen = await page.evaluate(() => document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd));
    complaints.length = 0; // the refused filter is meant to be refused
    holds(chosen === 'hihg', `the fault is selected: ${chosen}`);
    holds((await axe(page)).length === 0, 'a fault is accessible');
    await page.keyboard.type('normal');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/views\/saved\/\d+$/);
    step('a fault stands where it is, and is typed over');

    await page.goto(`${page.url()}/edit`);
    await page.locator('#name').fill('Open and not low');
    await page.locator('#view-filter').fill('status:pending');
    await page.locator('#view-preview').getByText('Conversations:').waitFor();
    await page.waitForFunction(() => !document.querySelector('#view-preview .status[data-status="open"]'));
    holds((await axe(page)).length === 0, 'the page of a view is accessible');
    await page.locator('#view-filter').fill('status:open priority>=normal');
    await page.locator('main form:has(#view-filter) [type=submit]').first().click();
    await page.locator('.rail-link', { hasText: 'Open and not low' }).waitFor();
    await page.locator('[data-toast]').waitFor();
    step('it is kept as a view and stands in the rail');

    await page.goto(`${page.url().split('?')[0]}/edit`);
    await page.getByRole('button', { name: 'Remove this view' }).click();
    await page.locator('[data-toast] button', { hasText: 'Undo' }).click();
    await page.locator('.rail-link', { hasText: 'Open and not low' }).waitFor();
    step('removing it is undone');
});
