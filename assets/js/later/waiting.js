// Replies and notes that could not be sent wait on this device, survive a reload, and are sent once when the line is back.
//
// A composer whose request got no answer is kept as it was sent, with its key: if the server had it after all, the key says so.
// If somebody wrote meanwhile the server holds it; it then stays here until its writer has looked. One tab sends at a time.

import { post } from "../csrf.js";
import { text } from "../texts.js";
import * as shelf from "./shelf.js";

const RETRY_MS = 15_000;
/** The server knows a key for a day. What is older is not sent by itself: it might be the second time. */
const OLDEST_MS = 20 * 60 * 60 * 1_000;
const COMPOSER = "fl-composer form.composer";

let agent = "";
let waits = true;

export function start(who) {
  agent = who;
  document.addEventListener("htmx:error", failed, true);
  document.addEventListener("fl:stream", ({ detail }) => detail.state === "open" && send());
  addEventListener("online", send);
  document.addEventListener("click", pressed);
  // Pieces come often and mostly nothing waits: the device's store is asked only when something does.
  document.addEventListener("htmx:after:settle", () => waits && shown());
  setInterval(() => navigator.onLine && send(), RETRY_MS);
  shown().then(send);
  document.documentElement.dataset.waits = "on";
}

// The form may have arrived and only its answer be lost; that is what the key is for.
function failed(event) {
  const { ctx } = event.detail;
  const form = ctx?.sourceElement;
  if (!form?.matches?.(COMPOSER) || ctx.response) return;
  const fields = [...(ctx.request.body ?? [])].filter(([name, value]) => name !== "csrf" && typeof value === "string");
  const said = new Map(fields);
  // What is only shown to a colleague is not sent by itself: it stays in the composer.
  if (said.has("share") || !said.get("key") || !said.get("body")?.trim()) return;
  event.detail.kept = true;
  keep(form, fields, said).catch(() => form.querySelector(".composer-state")?.replaceChildren(text("failed")));
}

async function keep(form, fields, said) {
  const number = form.getAttribute("action").match(/\d+/)[0];
  const entry = { key: said.get("key"), agent, number, fields, kind: said.get("kind"), text: said.get("body"), at: Date.now(), held: "" };
  await shelf.keep(entry);
  clear(form.closest("fl-composer"));
  await shown();
}

// The words are safe; the composer is for the next ones, under a key of their own.
function clear(composer) {
  const fields = composer.querySelector("form").elements;
  const set = (name, value) => fields.namedItem(name) && (fields.namedItem(name).value = value);
  set("key", crypto.randomUUID?.() ?? `${Date.now()}.${Math.random()}`);
  set("draft", "");
  set("version", "0");
  composer.dispatchEvent(new CustomEvent("fl:kept"));
}

// A desk without https has no locks: then tabs may try at once, and the key still keeps it to one.
async function send() {
  if (!navigator.onLine) return;
  const alone = navigator.locks ? (work) => navigator.locks.request(`waiting-${agent}`, { ifAvailable: true }, work) : (work) => work(true);
  await alone(async (lock) => {
    if (!lock) return;
    for (const entry of await shelf.of(agent)) if (!entry.held && !(await one(entry))) break;
  });
  await shown();
}

/** Whether to go on with the next. */
async function one(entry) {
  if (Date.now() - entry.at > OLDEST_MS) return hold(entry, text("waitingOld"));
  const answer = await post(`/conversations/${entry.number}/waiting`, new URLSearchParams(entry.fields), {
    headers: { "X-CSRF-Token": document.querySelector('meta[name="csrf-token"]').content, Accept: "application/json" },
  }).catch((error) => error.response);
  if (!answer || (answer.status >= 500 || [401, 403, 429].includes(answer.status))) return false;
  if (!answer.ok) return hold(entry, (await answer.json().catch(() => ({}))).detail ?? text("waitingRefused"));
  const { held } = await answer.json();
  if (held) return hold(entry, held);
  await shelf.drop(entry.key);
  arrived(entry);
  return true;
}

async function hold(entry, held) {
  await shelf.keep({ ...entry, held });
  return true;
}

// The page of that conversation still shows what was written as a draft, or nothing: it is drawn anew unless more was typed.
function arrived(entry) {
  const composer = document.getElementById(`composer-${entry.number}`);
  const typed = composer?.querySelector("[data-body]")?.value.trim();
  if (composer && entry.text.trim().startsWith(typed)) {
    clear(composer);
    location.reload();
  }
}

/** Says in the banner how much waits and why, and beside its composer what is held. */
async function shown() {
  const mine = await shelf.of(agent).catch(() => []);
  waits = mine.length > 0;
  const held = mine.filter((entry) => entry.held).length;
  const banner = document.querySelector("[data-waiting]");
  if (banner) {
    banner.hidden = mine.length === 0;
    banner.querySelector("[data-waiting-says]").textContent = held ? counted("held", held) : counted("waiting", mine.length);
  }
  for (const composer of document.querySelectorAll("fl-composer[id]")) beside(composer, mine.filter((entry) => composer.id === `composer-${entry.number}`));
}

function counted(what, count) {
  if (what === "held") return count === 1 ? text("heldOne") : text("heldMany", { count });
  return count === 1 ? text("waitingOne") : text("waitingMany", { count });
}

function beside(composer, entries) {
  composer.previousElementSibling?.matches(".waiting") && composer.previousElementSibling.remove();
  if (entries.length === 0) return;
  const list = document.createElement("div");
  list.className = "waiting stack tight";
  list.dataset.keep = "";
  for (const entry of entries) list.append(card(entry));
  composer.before(list);
}

/** One entry, with what can be done about it. */
export function card(entry) {
  const box = document.createElement("div");
  box.className = `banner ${entry.held ? "warn" : "info"}`;
  const words = document.createElement("span");
  words.append(element("strong", entry.held || text("waitingHere")), element("br"), element("span", entry.text));
  box.append(words);
  const button = (label, deed) => {
    const made = element("button", label);
    made.className = box.querySelector("button") ? "button" : "button push";
    made.type = "button";
    made.dataset.waitingDoes = deed;
    made.dataset.waitingKey = entry.key;
    return made;
  };
  if (document.getElementById(`composer-${entry.number}`)) box.append(button(text("waitingBack"), "back"));
  box.append(button(text("waitingDrop"), "drop"));
  return box;
}

function element(name, words = "") {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
}

async function pressed({ target }) {
  const button = target.closest?.("[data-waiting-does]");
  if (!button) return;
  const entry = (await shelf.of(agent)).find((entry) => entry.key === button.dataset.waitingKey);
  if (!entry) return;
  await shelf.drop(entry.key);
  if (button.dataset.waitingDoes === "back") putBack(entry);
  await shown();
  document.dispatchEvent(new CustomEvent("fl:waiting"));
}

// Under the composer's own key: what is sent from there is a new sending, by somebody who has looked.
function putBack(entry) {
  const composer = document.getElementById(`composer-${entry.number}`);
  composer?.querySelector(`[role="tab"][data-mode="${entry.kind}"]`)?.click();
  const body = composer?.querySelector("[data-body]");
  if (!body) return;
  body.value = [body.value.trim(), entry.text].filter(Boolean).join("\n\n");
  body.dispatchEvent(new Event("input", { bubbles: true }));
  body.focus();
}
