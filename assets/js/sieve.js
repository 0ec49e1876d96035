// A list narrowed by typing: input[data-sieve="id"] shows of that element's [data-sieve-item] only what fits: by the
// attribute, or by what its link says first. Arrows walk what is left, Enter follows what fits best. Without script the input is
// a form that asks for the page again. In a menu, which has other entries too, that begins with the first letter.

import { match } from "./palette.js";

export function start() {
  document.addEventListener("input", ({ target }) => target.matches?.("[data-sieve]") && narrow(target));
  document.addEventListener("keydown", pressed);
  document.addEventListener("htmx:after:swap", ({ target }) => target.matches?.("[data-sieve-list]") && again(target.id));
}

// What was typed counts for what came after it.
function again(id) {
  const input = document.querySelector(`[data-sieve="${CSS.escape(id)}"]`);
  if (input?.value) narrow(input);
}

function narrow(input) {
  for (const item of items(input)) item.hidden = fit(input, item) === 0;
}

function fit(input, item) {
  return match(input.value, item.dataset.sieveItem || (item.querySelector("a")?.firstElementChild?.textContent ?? "")).score;
}

function pressed(event) {
  if (event.isComposing) return;
  const { target, key } = event;
  if (target.matches?.("[data-sieve]")) {
    if (target.closest(".menu") && !target.value.trim()) return;
    const left = links(target);
    if (!left.length || (key !== "ArrowDown" && key !== "Enter")) return;
    event.preventDefault();
    if (key === "ArrowDown") left[0].focus();
    else best(target, left).click();
  } else if ((key === "ArrowDown" || key === "ArrowUp") && target.closest?.("[data-sieve-item]") && !target.closest(".menu")) {
    walk(event, key === "ArrowDown" ? 1 : -1);
  }
}

// The first of those that fit best.
function best(input, left) {
  const score = (link) => fit(input, link.closest("[data-sieve-item]"));
  return left.reduce((one, other) => (score(other) > score(one) ? other : one));
}

function walk(event, step) {
  const list = event.target.closest("[data-sieve-list]");
  const input = list && document.querySelector(`[data-sieve="${CSS.escape(list.id)}"]`);
  if (!input) return;
  const all = links(input);
  const next = all.indexOf(event.target.closest("a")) + step;
  event.preventDefault();
  (next < 0 ? input : all[Math.min(next, all.length - 1)]).focus();
}

function items(input) {
  return [...(document.getElementById(input.dataset.sieve)?.querySelectorAll("[data-sieve-item]") ?? [])];
}

function links(input) {
  return items(input).filter((item) => !item.hidden).map((item) => (item.matches("button") ? item : item.querySelector("a"))).filter(Boolean);
}
