// The filter bar: what may come next is offered as one types, and taken with the keyboard. Any [data-filter] is one; the
// server answers <li role="option" data-put data-from data-to>. A form that makes a view is shown what it would list.

const PAUSE_MS = 60;
const PREVIEW_MS = 200;
let asked = 0;
let timer = 0;
let previewing = 0;
let previews = 0;

export function start() {
  document.addEventListener("input", typed);
  document.addEventListener("compositionend", typed);
  document.addEventListener("keydown", pressed);
  document.addEventListener("focusout", ({ target }) => target.matches?.("[data-filter]") && close(target));
  // Taking focus would close the offers before the click lands.
  document.addEventListener("pointerdown", (event) => event.target.closest?.("[data-filter-offers]") && event.preventDefault());
  document.addEventListener("click", clicked);
  document.addEventListener("change", ({ target }) => preview(target));
  showFault();
}

function typed(event) {
  if (event.isComposing) return;
  preview(event.target);
  if (event.target.matches?.("[data-filter]")) soon(event.target);
}

function soon(input) {
  clearTimeout(timer);
  timer = setTimeout(() => ask(input), PAUSE_MS);
}

async function ask(input) {
  const turn = ++asked;
  const url = new URL(input.dataset.filter, location.href);
  url.searchParams.set("q", input.value);
  url.searchParams.set("at", input.selectionStart);
  const response = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!response?.ok || turn !== asked || document.activeElement !== input) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const list = offers(input);
  list.replaceChildren(...page.querySelectorAll('[role="option"]'));
  list.hidden = !list.children.length;
  input.setAttribute("aria-expanded", String(!list.hidden));
  input.removeAttribute("aria-activedescendant");
}

function pressed(event) {
  const input = event.target;
  if (!input.matches?.("[data-filter]") || event.isComposing || event.keyCode === 229) return;
  const open = !offers(input).hidden;
  const chosen = offers(input).querySelector('[aria-selected="true"]');
  if (event.key === "ArrowDown") open ? step(input, 1) : soon(input);
  else if (event.key === "ArrowUp" && open) step(input, -1);
  else if ((event.key === "Enter" || event.key === "Tab") && open && chosen) take(input, chosen);
  else if (event.key === "Escape" && open) close(input);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function step(input, by) {
  const all = [...offers(input).children];
  const here = all.findIndex((offer) => offer.getAttribute("aria-selected") === "true");
  const next = all.at(here < 0 && by < 0 ? -1 : (here + by) % all.length);
  for (const offer of all) offer.setAttribute("aria-selected", String(offer === next));
  next?.scrollIntoView({ block: "nearest" });
  if (next) input.setAttribute("aria-activedescendant", next.id);
}

function clicked({ target }) {
  const offer = target.closest?.('[data-filter-offers] [role="option"]');
  if (offer) take(offer.closest(".filter-field").querySelector("[data-filter]"), offer);
}

// execCommand is the only way to insert text that Ctrl+Z takes back.
function take(input, { dataset }) {
  input.focus();
  input.setSelectionRange(Number(dataset.from), Number(dataset.to));
  if (!document.execCommand("insertText", false, dataset.put)) input.setRangeText(dataset.put, Number(dataset.from), Number(dataset.to), "end");
  close(input);
  soon(input);
}

function close(input) {
  clearTimeout(timer);
  asked++;
  offers(input).hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function offers(input) {
  return document.getElementById(input.getAttribute("aria-controls"));
}

// The cursor stands where the fault is.
function showFault() {
  const input = document.querySelector("[data-fault-start]");
  if (!input) return;
  const units = (bytes) => new TextDecoder().decode(new TextEncoder().encode(input.value).slice(0, bytes)).length;
  input.focus();
  input.setSelectionRange(units(Number(input.dataset.faultStart)), units(Number(input.dataset.faultEnd)));
}

function preview(field) {
  const part = field.closest?.("[data-view-form]");
  if (!part) return;
  clearTimeout(previewing);
  previewing = setTimeout(() => show(part), PREVIEW_MS);
}

// The token of the form stays out of the address.
async function show(part) {
  const turn = ++previews;
  const url = new URL(part.dataset.viewForm, location.href);
  for (const [name, value] of new FormData(part.closest("form"))) if (name !== "csrf") url.searchParams.append(name, value);
  const response = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
  const shown = response?.ok && (await response.text());
  if (response?.ok && turn === previews) document.getElementById(part.dataset.viewShown ?? "view-preview").innerHTML = shown;
}
