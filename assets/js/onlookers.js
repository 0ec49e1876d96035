// Says which conversation this agent looks at and whether they write, and shows who else does: [data-onlookers] is the
// strip and the address. Said every 20 s while the page is looked at; the server forgets after 45.

import { post } from "./csrf.js";
import { afterPaint } from "./painted.js";

const EVERY_MS = 20_000;
const WRITES_FOR_MS = 15_000;

let at = null;
let wroteAt = -Infinity;
let doing = "";

export function start() {
  setInterval(look, EVERY_MS);
  look();
  document.addEventListener("htmx:after:swap", () => strip()?.dataset.onlookers !== at && afterPaint(look));
  document.addEventListener("visibilitychange", look);
  document.addEventListener("input", ({ target }) => target.matches?.("[data-body]") && wrote());
  addEventListener("pagehide", () => at && say(at, ""));
}

function strip() {
  return document.querySelector("[data-onlookers]");
}

function wrote() {
  wroteAt = performance.now();
  if (doing !== "writes") look();
}

function look() {
  const here = document.hidden ? null : (strip()?.dataset.onlookers ?? null);
  if (at && at !== here) say(at, "");
  at = here;
  doing = performance.now() - wroteAt < WRITES_FOR_MS ? "writes" : "looks";
  if (at) say(at, doing);
}

async function say(address, what) {
  const answer = await post(address, new URLSearchParams({ doing: what }), { keepalive: true, byItself: what !== "writes" }).catch(() => null);
  const shown = strip();
  if (!what || !answer || shown?.dataset.onlookers !== address) return;
  const words = await answer.text();
  if (shown.innerHTML !== words) shown.innerHTML = words;
}
