// A button with data-copy="#id" takes along what stands in that field. Where the browser gives no clipboard (a page without a
// certificate) the words are chosen, to be copied by key.

const SAID_MS = 2_000;

export function start() {
  document.addEventListener("click", ({ target }) => take(target.closest?.("[data-copy]")));
}

async function take(button) {
  const field = button && document.querySelector(button.dataset.copy);
  if (!field) return;
  field.select();
  const done = await navigator.clipboard?.writeText(field.value).then(() => true, () => false);
  if (!done && !document.execCommand("copy")) return;
  const says = button.lastChild;
  const before = says.textContent;
  says.textContent = button.dataset.copied;
  setTimeout(() => (says.textContent = before), SAID_MS);
}
