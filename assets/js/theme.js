// Light, dark or like the system; comfortable, cozy or compact.
//
// The server renders the agent's choice on <html>, so no page flashes. A button with data-set-theme or
// data-set-density changes it here at once and, where it has hx-post, tells the server.

export function start() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-set-theme], [data-set-density]");
    if (!button) return;
    if ("setTheme" in button.dataset) choose("theme", button.dataset.setTheme);
    if ("setDensity" in button.dataset) choose("density", button.dataset.setDensity);
  });
  mark("theme");
  mark("density");
}

function choose(what, value) {
  if (value) document.documentElement.dataset[what] = value;
  else delete document.documentElement.dataset[what];
  mark(what);
}

function mark(what) {
  const chosen = document.documentElement.dataset[what] ?? "";
  for (const button of document.querySelectorAll(`[data-set-${what}]`)) {
    button.setAttribute("aria-pressed", String(button.getAttribute(`data-set-${what}`) === chosen));
  }
}
