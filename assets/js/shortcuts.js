// The keyboard. The server decides what exists: a button or link with data-key="e" can be pressed by e, an input
// so marked is focused, before any button is pressed. "g i" is one key after the other, "mod+k" is Ctrl or ⌘. Nothing is pressed while someone
// types or composes, nor behind an open dialog; while a menu is open, letters look for something in it (menu.js). html[data-keys="off"] silences single keys (WCAG 2.1.4).
// html[data-own-keys='{"e":"y"}'] is what the agent changed: y presses what e presses for others; "" presses nothing.
// The dialog #shortcuts is filled from the same attributes, grouped by data-key-group.

import { isOnRow, pickHere } from "./list.js";
import { text } from "./texts.js";

// What stands on a button and is no part of what it is called.
const ASIDE = "kbd, .count, .avatar, .end, svg";
const SEQUENCE_MS = 900;
const TYPING = 'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"]), textarea, select, [contenteditable="true"]';
const IS_APPLE = /Mac|iP(hone|ad)/.test(navigator.platform);

const OWN = JSON.parse(document.documentElement.dataset.ownKeys || "{}");

let before = "";
let timer;

export function start() {
  document.addEventListener("keydown", pressed);
  document.addEventListener("fl:opened", ({ target }) => target.id === "shortcuts" && explain(target));
  if (!Object.keys(OWN).length) return;
  relabel();
  document.addEventListener("htmx:after:settle", relabel);
}

/** What presses this element: the agent's own keys, or those everybody has. */
export function keysOf(element) {
  return OWN[element.dataset.key] ?? element.dataset.key;
}

// Buttons that show their key show the agent's own.
function relabel() {
  for (const element of document.querySelectorAll("[data-key]:has(> kbd)")) {
    const keys = OWN[element.dataset.key];
    if (keys === undefined) continue;
    const cap = element.querySelector(":scope > kbd");
    cap.textContent = keys;
    cap.hidden = keys === "";
  }
}

function pressed(event) {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || event.altKey) return;
  // Outside of fields Ctrl Z is z: the last thing done is undone. In them it is the browser's.
  const key = name(event) === "mod+z" ? "z" : name(event);
  const withMod = key.startsWith("mod+");
  if (!withMod && (event.target.closest?.(TYPING) || document.documentElement.dataset.keys === "off" || document.querySelector(".menu:popover-open"))) return;
  const element = find(before ? `${before} ${key}` : key) ?? (before ? find(key) : null);
  clearTimeout(timer);
  before = element || withMod ? "" : startsSequence(key) ? key : "";
  if (before) timer = setTimeout(() => (before = ""), SEQUENCE_MS);
  if (!element) return;
  event.preventDefault();
  use(element);
}

// Shift is part of the character typed ("?"), so only Ctrl and ⌘ are named.
function name(event) {
  const mod = IS_APPLE ? event.metaKey : event.ctrlKey;
  return (mod ? "mod+" : event.ctrlKey || event.metaKey ? "other+" : "") + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

function find(keys) {
  const layer = document.querySelector("dialog:modal") ?? document;
  const usable = [...layer.querySelectorAll("[data-key]")].filter((element) => keysOf(element) === keys && isUsable(element));
  // What was said last is meant before what always stands there.
  return usable.find((element) => element.matches(TYPING)) ?? usable.findLast((element) => element.closest(".toasts")) ?? usable[0] ?? (ofBar(keys) || null);
}

// The bar waits for something to be picked; its keys mean the row under the cursor until then.
function ofBar(keys) {
  return isOnRow() && [...document.querySelectorAll("[data-bulk][hidden] [data-key]:not([data-unpick])")].find((element) => keysOf(element) === keys && !element.disabled);
}

function startsSequence(key) {
  return [...document.querySelectorAll("[data-key]")].some((element) => keysOf(element).startsWith(`${key} `));
}

// Items of a closed menu count: their key is the point of having one.
function isUsable(element) {
  if (element.disabled || element.closest("[inert], [hidden]")) return false;
  return element.checkVisibility() || element.closest("[popover], .rail") !== null;
}

function use(element) {
  if (element.closest("[data-bulk][hidden]")) pickHere();
  if (element.matches(TYPING)) element.focus();
  else element.click();
}

function explain(dialog) {
  const groups = new Map();
  for (const element of document.querySelectorAll("[data-key]")) {
    const group = element.dataset.keyGroup || text("shortcutsOther");
    if (!groups.has(group)) groups.set(group, new Map());
    if (keysOf(element)) groups.get(group).set(keysOf(element), label(element));
  }
  dialog.querySelector("[data-shortcuts]").replaceChildren(...[...groups].map(([title, keys]) => section(title, keys)));
}

function section(title, keys) {
  const box = document.createElement("section");
  const heading = document.createElement("h3");
  heading.textContent = title;
  const all = document.createElement("dl");
  for (const [key, words] of keys) {
    const line = document.createElement("div");
    const term = document.createElement("dt");
    term.textContent = words;
    const caps = document.createElement("dd");
    caps.append(...keycaps(key));
    line.append(term, caps);
    all.append(line);
  }
  box.append(heading, all);
  return box;
}

/** The <kbd> elements for "g i" or "mod+k". */
export function keycaps(key) {
  return key.split(/[ +]/).map((part) => {
    const cap = document.createElement("kbd");
    cap.textContent = part === "mod" ? (IS_APPLE ? "⌘" : "Ctrl") : part === "Enter" ? "↵" : part;
    return cap;
  });
}

/** What a command is called: its own words without counts and key hints. */
export function label(element) {
  if (element.dataset.command) return element.dataset.command;
  if (element.getAttribute("aria-label")) return element.getAttribute("aria-label");
  return said(element).trim() || element.title;
}

function said(element) {
  const words = (node) => (node.nodeType === Node.TEXT_NODE ? node.data : node.matches?.(ASIDE) === false ? said(node) : "");
  return [...element.childNodes].map(words).join("");
}
