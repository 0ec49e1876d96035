// A file looked at in place: a link with data-preview="URL" opens what the server draws there in a dialog. Arrows go on to the other
// files of the page, Escape goes back to where one was. Loaded when it is first asked for.

let dialog = null;
let shown = null;

/** Opens the file of a link. */
export async function look(link) {
  const step = document.activeElement?.closest?.("dialog.preview [data-step]")?.dataset.step;
  const answer = await fetch(link.dataset.preview, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return void (location.href = link.href);
  dialog ??= make();
  shown = link;
  dialog.setHTMLUnsafe(await answer.text());
  dialog.setAttribute("aria-label", link.textContent.trim());
  for (const button of dialog.querySelectorAll("[data-step]")) button.hidden = all().length < 2;
  if (!dialog.open) dialog.showModal();
  // What had the focus is gone with what was shown; without it no key would arrive.
  (dialog.querySelector(`[data-step="${step}"]:not([hidden])`) ?? dialog).focus();
}

function make() {
  const made = Object.assign(document.createElement("dialog"), { className: "preview", tabIndex: -1 });
  made.addEventListener("click", ({ target }) => go(target.closest("[data-step]")?.dataset.step));
  made.addEventListener("keydown", ({ key }) => go({ ArrowLeft: -1, ArrowRight: 1 }[key]));
  document.body.append(made);
  return made;
}

function all() {
  return [...document.querySelectorAll("[data-preview]")];
}

function go(by) {
  const files = all();
  if (by && files.length > 1) look(files.at((files.indexOf(shown) + Number(by)) % files.length));
}
