// Menus: <div class="menu" popover> opened by popovertarget. The browser opens, closes and returns focus;
// this places the menu at its button, keeps it on the screen and lets the arrow keys walk through it. A letter goes into the menu's field; where
// there is none it finds the item that has a word beginning with what was typed. Enter in a field does what the button below it does, not what
// the first button of the form does. What was done closes the menu; what was refused leaves it open, with what was typed.

import { folded } from "./palette.js";
import { label } from "./shortcuts.js";

const GAP = 4;
const EDGE = 8;
const FIELD = "input:not([type=hidden], [type=checkbox], [type=radio], [type=file])";
/** Letters that follow each other so closely belong to one word. */
const WORD_MS = 1_000;

let typed = { word: "", at: 0 };

let opener = null;

export function start() {
  document.addEventListener("click", ({ target }) => (opener = target.closest?.("[popovertarget]") ?? opener), true);
  document.addEventListener("toggle", (event) => event.target.matches?.(".menu") && opened(event), true);
  document.addEventListener("click", ({ target }) => target.closest?.(".menu-item:not([popovertarget])")?.closest(".menu")?.hidePopover?.());
  document.addEventListener("htmx:after:swap", ({ target }) => grown(target.closest?.(".menu:popover-open")));
  document.addEventListener("htmx:after:request", ({ detail }) => done(detail.ctx));
  document.addEventListener("keydown", (event) => {
    const menu = event.isComposing || event.defaultPrevented ? null : document.querySelector(".menu:popover-open");
    if (menu) walk(event, menu) || enter(event, menu) || look(event, menu);
  });
}

function done({ sourceElement: form, response }) {
  const menu = document.querySelector(".menu:popover-open");
  if (menu && form?.matches?.("form") && response?.status < 400 && (menu.contains(form) || form.matches("[data-bulk]"))) menu.hidePopover();
}

function opened({ target: menu, newState }) {
  const button = buttonOf(menu);
  button?.setAttribute("aria-expanded", String(newState === "open"));
  if (newState !== "open" || !button) return;
  place(menu, button.getBoundingClientRect());
  // Whoever types at once is ahead of this event, and where they are already.
  if (!menu.contains(document.activeElement)) begin(menu);
  for (const part of menu.querySelectorAll("[data-at-open]")) part.dispatchEvent(new Event("fl:opened"));
}

function begin(menu) {
  const sieve = menu.querySelector("[data-sieve]");
  if (sieve?.value) {
    sieve.value = "";
    sieve.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const first = menu.querySelector("[autofocus], input");
  (first && first.type !== "hidden" ? first : items(menu)[0])?.focus();
}

// What came into an open menu may have made it too long for where it stands, and have taken the place of what had the focus.
function grown(menu) {
  const button = menu && buttonOf(menu);
  if (!button) return;
  place(menu, button.getBoundingClientRect());
  // Whoever typed goes on typing: Enter on the first item would do something else.
  const field = [...menu.querySelectorAll(FIELD)].find((one) => one.value && one.checkVisibility());
  if (!menu.contains(document.activeElement)) (field ?? items(menu)[0])?.focus();
}

function buttonOf(menu) {
  return opener?.getAttribute("popovertarget") === menu.id ? opener : document.querySelector(`[popovertarget="${menu.id}"]`);
}

function place(menu, at) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = at.left + width + EDGE > innerWidth ? at.right - width : at.left;
  const below = at.bottom + GAP;
  const top = below + height + EDGE > innerHeight && at.top - GAP - height > EDGE ? at.top - GAP - height : below;
  menu.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
  menu.style.top = `${Math.max(EDGE, Math.min(top, innerHeight - height - EDGE))}px`;
}

function walk(event, menu) {
  const all = items(menu);
  const here = all.indexOf(document.activeElement);
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined || !menu.contains(document.activeElement) || (document.activeElement.matches("input, textarea, select") && !event.key.startsWith("Arrow"))) return false;
  event.preventDefault();
  all.at(next % all.length)?.focus();
  return true;
}

function enter(event, menu) {
  const field = event.target;
  if (event.key !== "Enter" || !field.matches?.(FIELD) || !menu.contains(field)) return false;
  if (field.dataset.sieve && menu.querySelector(`#${CSS.escape(field.dataset.sieve)} [data-sieve-item]:not([hidden])`)) return false;
  const below = [...menu.querySelectorAll(".button[type=submit], .when-typed")].find((button) => button.form === field.form && field.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (!below) return false;
  event.preventDefault();
  field.form.requestSubmit(below);
  return true;
}

function look(event, menu) {
  if (event.key.length > 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input, textarea, select")) return;
  const field = menu.querySelector(FIELD);
  if (field?.checkVisibility()) return field.focus();
  typed = { word: (event.timeStamp - typed.at < WORD_MS ? typed.word : "") + folded(event.key), at: event.timeStamp };
  items(menu).find((item) => ` ${folded(label(item))}`.includes(` ${typed.word}`))?.focus();
}

function items(menu) {
  return [...menu.querySelectorAll(".menu-item:not(:disabled, [hidden])")];
}
