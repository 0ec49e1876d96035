// Search as one types: by keyboard alone, with a filter's word completed, results walked, narrowed, kept and found again; half
// a syllable of an input method asks nothing; on a phone it fits.
import { axe, fitsItsWidth, holds, journey, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step }) => {
    await signIn(page, base, 'ben@kettle.example', FL_PASSWORD);
    await page.goto(`${base}/search`);
    holds((await axe(page)).length === 0, 'the empty page teaches accessibly');
    await page.keyboard.type('kettle');
    await page.locator('#results mark').first().waitFor();
    await page.waitForURL(/q=kettle$/);
    const found = await axe(page);
    holds(found.length === 0, `the results are accessible: ${JSON.stringify(found).slice(0, 600)}`);
    step('finds as one types, and the address follows');

    await page.keyboard.type(' status:op');
    await page.locator('[data-put="status:open "]').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.locator('.facet [aria-current=true]').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => document.activeElement?.matches('.found-row'));
    const first = await page.evaluate(() => document.activeElement.href);
    await page.keyboard.press('ArrowUp');
    await page.waitForFunction(() => document.activeElement?.id === 'search-words');
    step('a filter is completed, and arrows walk into the results and back');

    await page.keyboard.press('ArrowDown');
    const beside = page.context().waitForEvent('page');
    await page.keyboard.press('Control+Enter');
    const other = await beside;
    await other.waitForLoadState();
    holds(other.url().split('#')[0] === first.split('#')[0], `opened beside: ${other.url()}`);
    await other.close();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/conversations\//);
    await page.goBack();
    await page.locator('.found-row').first().waitFor();
    holds(/status%3Aopen/.test(page.url()), `going back finds the search again: ${page.url()}`);
    step('Ctrl+Enter opens beside, Enter opens, and going back is back in the search');

    await page.locator('.search-save > summary').click();
    await page.locator('#search-save-name').fill('Kettles');
    await page.keyboard.press('Enter');
    await page.getByText('Saved as “Kettles”').waitFor();
    await page.goto(`${base}/search`);
    await page.locator('.kept-search', { hasText: 'Kettles' }).first().waitFor();
    holds((await axe(page)).length === 0, 'kept searches are accessible');
    await page.locator('.kept-search', { hasText: 'Kettles' }).getByRole('button').click();
    await page.locator('[data-toast]').waitFor();
    await page.waitForFunction(() => !document.querySelector('#kept-searches')?.textContent.includes('Kettles'));
    step('a search is kept, and taken away again');

    const asked = [];
    page.on('request', (request) => request.url().includes('/search/results') && asked.push(request.url()));
    await page.locator('#search-words').focus();
    const client = await page.context().newCDPSession(page);
    await client.send('Input.imeSetComposition', { text: 'shui', selectionStart: 4, selectionEnd: 4 });
    await page.waitForTimeout(600);
    holds(asked.length === 0, `half a syllable asked: ${asked}`);
    await client.send('Input.insertText', { text: '水壶' });
    await page.locator('#results mark').first().waitFor();
    holds(asked.every((url) => !url.includes('shui')), `asked: ${asked}`);
    step('nothing is asked while an input method composes');

    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${base}/search?q=kettle`);
    await fitsItsWidth(page, 'results on a phone');
    step('fits a phone');
});
