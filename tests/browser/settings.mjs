// Settings a non-engineer understands: what they would mean is said before they are saved, and a change is put back as it was,
// by the button that follows it or from the list of changes; not if somebody moved on.
import { axe, holds, journey, shoot, signIn } from './browser.mjs';

const { FL_PASSWORD } = process.env;

await journey(import.meta, async ({ page, base, step, complaints }) => {
    const save = (scope) => page.locator(scope).getByRole('button', { name: 'Save' }).first().click();
    const back = () => page.locator('#toasts').getByRole('button', { name: 'Put back as it was' });
    await signIn(page, base, 'noor@kettle.example', FL_PASSWORD);

    await page.goto(`${base}/settings/targets`);
    const preview = page.locator('#view-preview');
    await page.locator('input[name=first]').fill('1');
    await preview.getByText(/would count for [1-9]\d*; [1-9]\d* of them would be late/).waitFor();
    const late = await preview.innerText();
    await page.locator('input[name=first]').fill('100000');
    await page.waitForFunction((before) => document.getElementById('view-preview').innerText !== before, late);
    holds(/; 0 of them/.test(await preview.innerText()), `a long target is late at once: ${await preview.innerText()}`);
    await page.locator('#work form:has(input[name=first]) button.primary').click();
    await page.locator('.toast', { hasText: 'Saved: Targets' }).waitFor();
    holds((await axe(page)).length === 0, 'the way back has faults of access');
    await shoot(page, 'settings-saved');
    await back().click();
    await page.locator('.toast', { hasText: 'Put back as it was: Targets' }).waitFor();
    holds(await page.locator('form[action$="/drop"]').count() === 0, 'the target is still there');
    step('a target says whom it would concern, and is put back');

    await page.goto(`${base}/settings/inboxes/1`);
    await page.locator('input[name=everyone][value=no]').check();
    await preview.getByText(/Chosen: nobody/).waitFor();
    await page.getByLabel('Ana Ruiz').check();
    await preview.getByText(/Chosen: Ana Ruiz/).waitFor();
    holds(/Noor Haddad/.test(await preview.innerText()), 'who sees everything is not named');
    await save('form[action$="/access"]');
    await page.locator('.toast', { hasText: 'Who sees the inbox' }).waitFor();
    await back().click();
    await page.locator('.toast', { hasText: 'Put back' }).waitFor();
    holds(await page.locator('input[name=everyone][value=yes]').isChecked(), 'the inbox is not open to all again');
    step('who would see an inbox is named, and put back');

    await page.goto(`${base}/settings/roles/new`);
    await page.locator('input[name=name]').fill('Night shift');
    await page.locator('input[name=permission][value="conversations.note"]').check();
    await preview.getByText('They may:').waitFor();
    await save('form:has(input[name=permission])');
    await page.waitForURL(/roles\/\d+/);
    const role = new URL(page.url()).pathname;
    await page.locator('input[name=name]').fill('Night owls');
    await save('form:has(input[name=permission])');
    await page.locator('.toast', { hasText: 'Role · Night owls' }).waitFor();
    await page.locator('input[name=name]').fill('Day shift');
    await save('form:has(input[name=permission])');
    await page.locator('.toast', { hasText: 'Role · Day shift' }).waitFor();
    await page.goto(`${base}/settings/changes`);
    await shoot(page, 'changes');
    await page.locator('tr', { hasText: 'Night owls' }).getByRole('button', { name: 'Put back' }).click();
    await page.locator('.banner.danger', { hasText: 'changed again meanwhile' }).waitFor();
    await page.locator('tr', { hasText: 'Day shift' }).getByRole('button', { name: 'Put back' }).click();
    await page.waitForURL((url) => url.pathname === role);
    holds(await page.locator('input[name=name]').inputValue() === 'Night owls', 'the role is not what it was');
    complaints.length = 0; // the refusal was meant
    step('a role says what it allows; only the newest change is put back');

    await page.goto(`${base}/settings/tags`);
    await page.locator('details[id^=edit-tag] summary').first().click();
    const name = page.locator('details[open] input[name=name]');
    const before = await name.inputValue();
    await name.fill('dripping');
    await page.locator('details[open]').getByRole('button', { name: 'Save' }).click();
    await page.locator('.toast', { hasText: 'Tag · dripping' }).waitFor();
    await back().click();
    await page.locator('.toast', { hasText: 'Put back' }).waitFor();
    holds(await page.locator('.tag', { hasText: before }).count() > 0, `the tag is not ${before} again`);
    step('a tag has its name back');
});
