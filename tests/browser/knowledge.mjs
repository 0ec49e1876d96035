// A lead writes an article in two languages, a colleague's save is not written over, it is published and undone; an agent finds it with
// the palette and in search, reads it beside a conversation, and puts it into a reply in the customer's language.
import { holds, journey, signIn, soundness } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, join, base, step, complaints }) => {
    const sound = soundness(page, 'knowledge', step);
    await signIn(page, base, 'ben@kettle.example', FL_PASSWORD);
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await page.getByRole('heading', { name: 'Knowledge' }).waitFor();
    await page.getByRole('link', { name: 'Returning something' }).waitFor();
    await sound('the shelf');

    await page.getByRole('link', { name: 'Write an article' }).click();
    await page.getByLabel('Section').fill('Care');
    await page.getByLabel('Customers too').check();
    await page.getByLabel('Title in English').fill('A new lid');
    await page.getByLabel('Text in English').fill('## Which one\n\nLids come in **two sizes**.');
    await page.locator('summary', { hasText: 'Español' }).click();
    await page.getByLabel('Title in Español').fill('Una tapa nueva');
    await page.getByLabel('Text in Español').fill('Hay **dos tamaños** de tapa.');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.locator('#preview strong', { hasText: 'two sizes' }).waitFor();
    await sound('writing, with the preview');
    await page.getByRole('button', { name: 'Save and publish' }).click();
    await page.locator('.banner', { hasText: 'Published' }).waitFor();
    await sound('an article');
    step('written in two languages and published');

    await page.getByRole('link', { name: 'Edit' }).click();
    const { page: noor } = await join();
    await signIn(noor, base, 'noor@kettle.example', FL_PASSWORD);
    await noor.goto(`${base}/knowledge/a-new-lid/edit`);
    await noor.getByLabel('Text in English').fill('Lids come in three sizes.');
    await noor.getByRole('button', { name: 'Save' }).click();
    await noor.locator('.banner', { hasText: 'Changed' }).waitFor();
    await page.getByLabel('Text in English').fill('Lids come in four sizes.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.banner', { hasText: 'saved version 3 meanwhile' }).waitFor();
    holds(await page.getByLabel('Text in English').inputValue() === 'Lids come in four sizes.', 'what was typed is gone');
    complaints.length = 0; // a save that is refused is meant to be
    await sound('a save that was refused');
    await page.getByRole('button', { name: 'Save over it' }).click();
    await page.locator('.banner', { hasText: 'Changed' }).getByRole('button', { name: 'Undo' }).click();
    await page.locator('.article', { hasText: 'three sizes' }).waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('link', { name: 'Version 5' }).waitFor();
    await sound('the history');
    step('nobody writes over what they have not seen, and every version is kept');

    const { page: ana } = await join();
    await signIn(ana, base, 'ana@kettle.example', FL_PASSWORD);
    await ana.keyboard.press('Control+k');
    await ana.locator('dialog[open] [role=combobox]').fill('tapa nueva');
    await ana.getByRole('option', { name: /Una tapa nueva/ }).waitFor();
    await ana.keyboard.press('Escape');
    await ana.goto(`${base}/search?q=tama%C3%B1os&kind=article`);
    await ana.locator('.found-row', { hasText: 'Una tapa nueva' }).waitFor();
    step('found by the palette and by search, in her language');

    await ana.goto(`${base}/conversations/1?view=all`);
    await ana.locator('.messages').first().waitFor();
    await ana.keyboard.press('q');
    const menu = ana.locator('#article-menu');
    await menu.locator('button[name=article], span.menu-item').first().waitFor();
    await soundness(ana, 'knowledge', step)('the articles beside a conversation');
    await menu.locator('#article-words').fill('lid');
    await menu.getByRole('button', { name: /lid|tapa/ }).first().waitFor();
    await menu.locator('a[data-preview]').first().click();
    await ana.locator('dialog.preview').getByText(/three sizes|dos tamaños/).waitFor();
    await ana.keyboard.press('Escape');
    await ana.keyboard.press('q');
    await menu.locator('#article-words').fill('lid');
    await menu.getByRole('button', { name: /lid|tapa/ }).first().click();
    await ana.locator('.toast', { hasText: /A new lid|Una tapa nueva/ }).waitFor();
    holds(/Lids come in three sizes\.|Hay dos tamaños de tapa\./.test(await ana.locator('textarea[data-body]').inputValue()), 'the article is not in the reply');
    step('read in place, and put into the reply in the language of the customer');
}, { minutes: 6 });
