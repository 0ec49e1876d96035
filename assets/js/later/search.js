// The search page: arrows walk the results from the field and back, Enter on one opens it and Ctrl+Enter opens it beside; the
// address follows what was typed, so that going back finds it again; a search whose result was opened is remembered.
// While an input method composes, nothing is sent; what it put in is sent when it is done.

import { post } from "../csrf.js";

export function start() {
  const field = document.querySelector("[data-search-words]");
  if (!field) return;
  document.addEventListener("input", hold, true);
  document.addEventListener("compositionend", ({ target }) => target === field && field.dispatchEvent(new Event("input", { bubbles: true })));
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("click", ({ target }) => target.closest?.("[data-search-list] a") && remember(field));
  document.addEventListener("htmx:after:swap", follow);
  fold();
}

// Before anybody else hears of it: half a syllable is no search.
function hold(event) {
  if (event.isComposing && event.target.matches?.("[data-search-words]")) event.stopImmediatePropagation();
}

function follow() {
  const here = document.getElementById("results")?.dataset.searchHere;
  if (here) history.replaceState(history.state, "", here);
  fold();
}

// On a phone the results come first; what narrows them is a touch away.
function fold() {
  const facets = document.querySelector("[data-search-facets]");
  if (facets && matchMedia("(max-width: 860px)").matches) facets.open = false;
}

function pressed(event) {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  const { target, key } = event;
  if (document.querySelector("dialog[open]")) return;
  const all = [...document.querySelectorAll("[data-search-list] a")];
  const here = all.indexOf(target.closest?.("[data-search-list] a"));
  const inField = target.matches?.("[data-search-words]");
  // While words of filters are offered, the keys are theirs.
  if (inField && !document.getElementById(target.getAttribute("aria-controls")).hidden) return;
  if (key === "ArrowDown" && (inField || here >= 0)) all[Math.min(here + 1, all.length - 1)]?.focus();
  else if (key === "ArrowUp" && here >= 0) (here === 0 ? document.querySelector("[data-search-words]") : all[here - 1]).focus();
  else if (key === "Enter" && (event.ctrlKey || event.metaKey) && (inField || here >= 0) && all.length) window.open(all[Math.max(here, 0)].href, "_blank", "noopener");
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function remember(field) {
  const body = new URLSearchParams(new FormData(field.form));
  if (field.value.trim()) post("/search/recent", body, { keepalive: true }).catch(() => {});
}
