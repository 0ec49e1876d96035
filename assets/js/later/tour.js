// The tour's strip: points at the thing its step is about, and reports what leaves no trace on the server: a conversation opened,
// something undone, the palette, the search. Loaded only while somebody is on the tour. It never moves the focus by itself.

import { post } from "../csrf.js";

const HERE = "tour-here";
// What reports a step by where one is.
const PLACES = { open: /^\/conversations\/\d+$/, search: /^\/search$/ };

start();

function start() {
  document.addEventListener("click", ({ target }) => target.closest?.("[data-tour-show]") && show());
  document.addEventListener("fl:opened", ({ target }) => target.id === "palette" && did("palette"));
  document.addEventListener("htmx:after:request", ({ detail }) => {
    if (/\/undo$/.test(new URL(detail.ctx.request.action, location.href).pathname) && detail.ctx.response.status < 400) did("undo");
  });
  for (const event of ["htmx:after:settle", "popstate"]) addEventListener(event, look);
  document.addEventListener("htmx:after:settle", look);
  look();
}

function strip() {
  return document.getElementById("tour");
}

function look() {
  const now = strip()?.dataset.tour;
  if (now === undefined) return;
  if (PLACES[now]?.test(location.pathname)) return did(now);
  for (const marked of document.querySelectorAll(`.${HERE}`)) marked.classList.remove(HERE);
  const target = find();
  target?.classList.add(HERE);
  for (const button of strip().querySelectorAll("[data-tour-show]")) button.hidden = !target;
}

// The first thing that can be seen; what lies in a closed menu is not pointed at.
function find() {
  const wanted = strip()?.dataset.tourTarget;
  if (!wanted) return null;
  return [...document.querySelectorAll(wanted)].find((element) => element.checkVisibility({ visibilityProperty: true })) ?? null;
}

function show() {
  const target = find();
  target?.scrollIntoView({ block: "nearest" });
  target?.focus();
}

// Not by the form itself: one that was drawn this moment may not be looked after yet, and would lead away from here.
async function did(step) {
  const form = strip()?.querySelector("[data-tour-did]");
  if (strip()?.dataset.tour !== step || !form || form.dataset.sent === step) return;
  form.dataset.sent = step;
  const answer = await post(form.getAttribute("action"), new URLSearchParams(new FormData(form)), { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer) return void delete form.dataset.sent;
  const drawn = await answer.text();
  if (!strip()) return;
  strip().outerHTML = drawn;
  if (strip()) globalThis.htmx?.process(strip());
  look();
}
