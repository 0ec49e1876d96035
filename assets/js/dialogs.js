// Dialogs and drawers.
//
// data-dialog="id" opens that <dialog>, for the message in data-message if it is about one; one that is not there is fetched into [data-dialogs]
// with its neighbours first. data-close or a click beside it closes it. A <dialog data-auto> that arrives in a fragment opens itself.
// data-toggle="rail" or "panel" moves a drawer of the shell, "close" shuts both.
// data-print prints the page. A link with data-preview is looked at in place (later/preview.js). data-reveal="id" shows one hidden element and puts the cursor in it.

const WIDE_ENOUGH_FOR_PANEL = matchMedia("(min-width: 1280px)");

// What [data-dialogs] was asked for and has not brought yet.
let called = null;

export function start() {
  document.addEventListener("click", clicked);
  document.addEventListener("click", previewed);
  document.addEventListener("htmx:after:settle", openArrived);
  document.addEventListener("htmx:after:swap", openCalled);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector(":modal, :popover-open")) closeDrawers();
  });
}

function clicked({ target }) {
  if (target instanceof HTMLDialogElement && target.open) target.close();
  const button = target.closest?.("[data-dialog], [data-close], [data-toggle], [data-reveal], [data-print]");
  if (!button) return;
  if (button.dataset.dialog) call(button.dataset.dialog, button.dataset.message);
  if ("close" in button.dataset) button.closest("dialog")?.close();
  if (button.dataset.toggle) toggle(button.dataset.toggle);
  if (button.dataset.reveal) reveal(button);
  if ("print" in button.dataset) print();
}

// With Ctrl, Shift or ⌘ a link does what links do.
function previewed(event) {
  const link = event.target.closest?.("a[data-preview]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  import("./later/preview.js").then(({ look }) => look(link));
}

function call(id, message) {
  const there = document.getElementById(id);
  const place = document.querySelector("[data-dialogs]");
  if (there || !place) return open(there, message);
  called = { id, message };
  // Right after a page stands htmx has not read all of it.
  htmx.process(place);
  place.dispatchEvent(new CustomEvent("fl:called"));
}

function openCalled({ target }) {
  if (!called || !target.matches?.("[data-dialogs]")) return;
  open(document.getElementById(called.id), called.message);
  called = null;
}

/** Opens a dialog unless it is open already, with the cursor in its first field, for one message if it is named. */
export function open(dialog, message) {
  if (!dialog || dialog.open) return;
  if (message) dialog.querySelector("[name=message]").value = message;
  // What fills it now is laid out once, with it.
  dialog.dispatchEvent(new CustomEvent("fl:opening"));
  dialog.showModal();
  dialog.querySelector("form :is(input:not([type=hidden]), textarea, select)")?.focus();
  dialog.dispatchEvent(new CustomEvent("fl:opened", { bubbles: true }));
}

function openArrived() {
  for (const dialog of document.querySelectorAll("dialog[data-auto]:not([open])")) {
    dialog.removeAttribute("data-auto");
    open(dialog);
  }
}

function toggle(zone) {
  const shell = document.querySelector(".shell");
  if (!shell) return;
  if (zone === "close") return closeDrawers();
  const wasOpen = zone === "panel" && WIDE_ENOUGH_FOR_PANEL.matches ? shell.dataset.panel !== "closed" : shell.dataset[zone] === "open";
  closeDrawers();
  shell.dataset[zone] = wasOpen ? "closed" : "open";
  if (!wasOpen) shell.querySelector(`:scope > .${zone} :is(a, button)`)?.focus();
}

function closeDrawers() {
  const shell = document.querySelector(".shell");
  for (const zone of ["rail", "panel"]) if (shell?.dataset[zone] === "open") delete shell.dataset[zone];
}

function reveal(button) {
  const hidden = document.getElementById(button.dataset.reveal);
  if (!hidden) return;
  hidden.hidden = false;
  hidden.querySelector("input, textarea, select")?.focus();
  button.hidden = true;
}
