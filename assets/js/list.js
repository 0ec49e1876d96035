// The list of conversations: moving with keys, picking several or all, staying put while it refreshes.
//
// Buttons with data-move="next|previous|open|pick" act on the [data-list]; the server gives them data-key="j" and so on. With Shift,
// a pick reaches from the last one to here. "open-next" and "open-previous" go on from the conversation that is open. A key of the bar
// that is pressed while nothing is picked means the row under the cursor: shortcuts.js asks [pickHere] first. The boxes belong to the form [data-bulk]; [data-pick-all] means the whole list, also
// what of it is not on the page: then the field [data-all] says so.
// A refreshed list is asked for as many rows as are shown (rows=75), so that scrolling on is not undone. One that was scrolled
// a long way is left as it is until one is back near its top: thousands of rows are not fetched again for each signal.

import { rowsBefore } from "./place.js";
import { text } from "./texts.js";

const LONG = 200;
const NEAR_TOP_PX = 400;

let cursorId = null;
// The row whose conversation is on its way, and the page it was asked for from.
let openingId = null;
let openingFrom = "";
let lastPicked = null;
let withShift = false;

export function start() {
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", (event) => (withShift = event.shiftKey), true);
  document.addEventListener("change", ({ target }) => target.matches("[data-pick]") && (meanAll(false), countPicked()));
  document.addEventListener("focusin", ({ target }) => (cursorId = target.closest?.("[data-item]")?.id ?? cursorId));
  document.addEventListener("live", putOff, true);
  document.addEventListener("scroll", ({ target }) => target.matches?.("[data-list][data-stale]") && catchUp(target), true);
  document.addEventListener("htmx:config:request", keepRows);
  document.addEventListener("htmx:after:swap", afterSwap);
  for (const event of ["htmx:error", "htmx:response:error"]) document.addEventListener(event, notOpened);
  document.addEventListener("htmx:before:history:restore", forgetCursor);
}

function clicked(event) {
  const { target } = event;
  const opened = target.closest?.("[data-open][hx-get]");
  if (opened && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    markOpen(opened.closest("[data-item]"));
    cursorId = openingId = opened.closest("[data-item]").id;
    openingFrom = location.pathname;
  }
  const move = target.closest?.("[data-move]")?.dataset.move;
  if (move) return moves[move]?.();
  if (target.closest?.("[data-unpick]")) return meanAll(false), setAll(picks(), false);
  if (target.closest?.("[data-pick-all]")) return meanAll(true), setAll(picks(), true);
  if (target.matches?.("[data-pick]")) pickRange(target, event.shiftKey);
}

// What else is asked for meanwhile may fail and changes nothing here.
function notOpened({ detail }) {
  if (!detail?.ctx?.sourceElement?.matches?.("[data-open]")) return;
  openingId = null;
  markShown();
}

const moves = {
  next: () => step(1),
  previous: () => step(-1),
  open: () => cursor()?.querySelector("[data-open]")?.click(),
  "open-next": () => openBeside(1),
  "open-previous": () => openBeside(-1),
  pick: () => {
    const box = cursor()?.querySelector("[data-pick]");
    if (box && withShift) return pickRange(box, true, true);
    box?.click();
  },
};

function items() {
  return [...document.querySelectorAll("[data-list] [data-item]")];
}

function cursor() {
  return (cursorId && document.getElementById(cursorId)) || document.querySelector('[data-list] [aria-current="true"]') || null;
}

function step(by) {
  const here = cursor();
  const next = here ? beside(here, by) : items().at(by > 0 ? 0 : -1);
  if (!next) return;
  cursorId = next.id;
  // Programmatic focus does not always show a ring; a key was pressed, so ask for it.
  next.querySelector("[data-open]")?.focus({ focusVisible: true });
  next.scrollIntoView({ block: "nearest" });
}

// The row after or before one; thousands are not gathered for it. Between rows stand the heads of groups.
function beside(row, by) {
  let next = row;
  do next = by > 0 ? next.nextElementSibling : next.previousElementSibling;
  while (next && !next.matches("[data-item]"));
  if (next) return next;
  const all = items();
  return all[all.indexOf(row) + by] ?? row;
}

// The list stands while another one is opened beside it; which one, is marked here until the list is fetched again.
function markOpen(row) {
  for (const other of document.querySelectorAll('[data-list] [aria-current="true"]')) if (other !== row) other.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
}

// Which one is open the address knows, also when the opening failed. A refresh that crosses an opening leaves the mark where it was led:
// the next step goes on from there.
function markShown() {
  if (location.pathname !== openingFrom) openingId = null;
  const shown = `conversation-${location.pathname.match(/^\/conversations\/(\d+)$/)?.[1]}`;
  const row = document.querySelector(`[data-list] #${openingId ?? shown}`) ?? document.querySelector(`[data-list] #${shown}`);
  if (row) markOpen(row);
}

function forgetCursor() {
  cursorId = lastPicked = openingId = null;
}

function openBeside(by) {
  const all = items();
  const here = all.findIndex((row) => row.getAttribute("aria-current") === "true");
  // The open one may have left the list: then from the cursor on, or from the top.
  const there = all[here < 0 ? Math.max(0, all.indexOf(cursor())) : here + by];
  if (!there) return;
  cursorId = there.id;
  there.scrollIntoView({ block: "nearest" });
  there.querySelector("[data-open]")?.click();
}

/** Whether keys of the bar can mean the row under the cursor: nothing is open, nothing is picked. */
export function isOnRow() {
  return Boolean(cursor()) && !document.querySelector('[data-list] [aria-current="true"]');
}

/** Picks the row under the cursor, so that the bar means it. */
export function pickHere() {
  const box = cursor()?.querySelector("[data-pick]");
  if (!box || box.checked) return;
  box.checked = true;
  lastPicked = box;
  countPicked();
}

function picks() {
  return [...document.querySelectorAll("[data-list] [data-pick]")];
}

function pickRange(box, isRange, checked = box.checked) {
  const all = picks();
  const from = all.indexOf(lastPicked);
  const to = all.indexOf(box);
  if (isRange) setAll(all.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1), checked);
  lastPicked = box;
}

function setAll(boxes, checked) {
  for (const box of boxes) box.checked = checked;
  countPicked();
}

function countPicked() {
  // Thousands of rows are not touched for the few that are picked.
  const chosen = document.querySelectorAll("[data-list] [data-pick]:checked");
  for (const row of document.querySelectorAll("[data-list] .selected")) row.classList.remove("selected");
  for (const box of chosen) box.closest("[data-item]")?.classList.add("selected");
  document.querySelector("[data-list]")?.classList.toggle("picking", chosen.length > 0);
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const whole = bar.querySelector("[data-all]");
  if (chosen.length === 0) whole.value = "";
  bar.hidden = chosen.length === 0;
  bar.querySelector("[data-count]").textContent = whole.value ? whole.dataset.all : text("selected", { count: chosen.length });
}

function meanAll(all) {
  const whole = document.querySelector("[data-bulk] [data-all]");
  if (whole) whole.value = all ? "1" : "";
}

function isFarDown(list) {
  return list.scrollTop > NEAR_TOP_PX && items().length > LONG;
}

function putOff(event) {
  const { target } = event;
  if (!target.matches?.("[data-list]") || !isFarDown(target)) return;
  event.stopImmediatePropagation();
  target.dataset.stale = "";
}

function catchUp(list) {
  if (isFarDown(list)) return;
  delete list.dataset.stale;
  list.dispatchEvent(new CustomEvent("live", { bubbles: false }));
}

function keepRows({ target, detail }) {
  if (detail.ctx.sourceEvent?.type !== "live" || !target.matches("[data-list]")) return;
  detail.ctx.request.body.set("rows", Math.max(items().length, rowsBefore()));
}

// A morph takes away what scripts wrote on rows, and a row under the cursor may have left the list.
function afterSwap({ target, detail }) {
  markShown();
  // Another list: nobody pointed at a row of it yet.
  if (detail.ctx?.list) forgetCursor();
  if (!target.closest?.("[data-list]") && !target.querySelector?.("[data-list]")) return;
  countPicked();
}
