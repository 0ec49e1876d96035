// Menus: <div class="menu" popover> opened by popovertarget. The browser opens, closes and returns focus;
// this places the menu at its button, keeps it on the screen and lets the arrow keys walk through it.

const GAP = 4;
const EDGE = 8;

let opener = null;

export function start() {
  document.addEventListener("click", ({ target }) => (opener = target.closest?.("[popovertarget]") ?? opener), true);
  document.addEventListener("toggle", (event) => event.target.matches?.(".menu") && opened(event), true);
  document.addEventListener("click", ({ target }) => target.closest?.(".menu-item:not([popovertarget])")?.closest(".menu")?.hidePopover?.());
  document.addEventListener("htmx:after:swap", ({ target }) => grown(target.closest?.(".menu:popover-open")));
  document.addEventListener("keydown", walk);
}

function opened({ target: menu, newState }) {
  const button = buttonOf(menu);
  button?.setAttribute("aria-expanded", String(newState === "open"));
  if (newState !== "open" || !button) return;
  place(menu, button.getBoundingClientRect());
  const sieve = menu.querySelector("[data-sieve]");
  if (sieve?.value) {
    sieve.value = "";
    sieve.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const first = menu.querySelector("[autofocus], input");
  (first && first.type !== "hidden" ? first : items(menu)[0])?.focus();
  for (const part of menu.querySelectorAll("[data-at-open]")) part.dispatchEvent(new Event("fl:opened"));
}

// What came into an open menu may have made it too long for where it stands, and have taken the place of what had the focus.
function grown(menu) {
  const button = menu && buttonOf(menu);
  if (!button) return;
  place(menu, button.getBoundingClientRect());
  if (!menu.contains(document.activeElement)) items(menu)[0]?.focus();
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

function walk(event) {
  const menu = document.activeElement?.closest?.(".menu:popover-open");
  if (!menu || event.isComposing || event.defaultPrevented) return;
  const all = items(menu);
  const here = all.indexOf(document.activeElement);
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined || (document.activeElement.matches("input, textarea") && !event.key.startsWith("Arrow"))) return;
  event.preventDefault();
  all.at(next % all.length)?.focus();
}

function items(menu) {
  return [...menu.querySelectorAll(".menu-item:not(:disabled, [hidden])")];
}
