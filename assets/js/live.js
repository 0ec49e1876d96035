// Keeps the page true while others work.
//
// The server signals "conversation:42 changed"; every element with data-live="conversation:42" hears a
// `live` event and fetches its own fragment again (hx-get, hx-trigger="live", hx-swap="outerMorph"), so
// permissions are checked where they always are. Never swaps under the fingers of someone who is
// composing characters, and leaves hidden tabs alone until they are looked at.

import { LiveStream } from "./live-stream.js";

const SHORTEST_PAUSE_MS = 250;
// What somebody reads comes at once. What stands beside it, lists and counts, changes with whatever anybody does: each browser asks
// for it at a moment of its own, so that a whole team does not ask in the same one; the more listen, the longer that lasts, so that
// those who read and write are not kept waiting by all the lists beside them. What one did oneself is shown without that.
const BESIDE = new Set(["counts", "notices"]);
const BESIDE_MS = [100, 700];
const FOR_EACH_MS = 10;
const LONGEST_MS = 3_000;
const OWN_MS = 1_500;
// Of what changed with the conversation somebody reads, its thread comes first and alone; what stands around it follows once that is painted.
// What one did oneself came with the answer: all of that is no hurry.
const TURNS = [".messages", ".conversation-head"];
const TURN_MS = [0, 80, 180];
const OWN_TURN_MS = 400;

const refreshed = new WeakMap();
const owed = new Set();
let composingIn = null;
let acted = -OWN_MS;
let leave = () => {};

export function start() {
  const meta = document.querySelector('meta[name="live"]');
  if (!meta) return;
  const hello = { url: meta.content, after: meta.dataset.after ?? "0" };
  const join = () => (leave = chooseTransport(meta.dataset.agent ?? "", hello));
  join();
  addEventListener("pagehide", () => leave());
  addEventListener("pageshow", (event) => event.persisted && (join(), refreshAll()));
  document.addEventListener("visibilitychange", payDebts);
  document.addEventListener("submit", () => (acted = performance.now()), true);
  document.addEventListener("compositionstart", (event) => (composingIn = event.target));
  document.addEventListener("compositionend", () => {
    composingIn = null;
    payDebts();
  });
}

/** Asks every live element on the page for its current state. */
export function refreshAll() {
  for (const element of document.querySelectorAll("[data-live]")) refresh(element);
}

function hear(news) {
  if (news.signal || news.missed) document.dispatchEvent(new CustomEvent("fl:changed", { detail: { topic: news.signal?.topic } }));
  if (news.signal) refreshTopic(news.signal.topic, news.signal.among);
  if (news.missed) refreshAll();
  if (news.state) show(news.state);
}

function refreshTopic(topic, among = 1) {
  const [least, most] = [BESIDE_MS[0], Math.min(LONGEST_MS, Math.max(BESIDE_MS[1], among * FOR_EACH_MS))];
  const isOwn = performance.now() - acted <= OWN_MS;
  const late = BESIDE.has(topic) && !isOwn ? least + Math.random() * (most - least) : 0;
  const hearers = [...document.querySelectorAll(`[data-live~="${CSS.escape(topic)}"]`)];
  const isRead = hearers.some((element) => element.matches(TURNS[0]));
  for (const element of hearers) refresh(element, late || (isRead ? turnOf(element, isOwn) : 0));
}

function turnOf(element, isOwn) {
  const place = TURNS.findIndex((turn) => element.matches(turn));
  const wait = TURN_MS.at(place);
  return isOwn ? wait + OWN_TURN_MS : wait;
}

// At most one fetch per element in each pause, and always one after the last signal; `late` milliseconds later if that may be.
function refresh(element, late = 0) {
  if (document.hidden || element.contains(composingIn)) return void owed.add(element);
  const state = refreshed.get(element) ?? { at: 0, timer: 0 };
  refreshed.set(element, state);
  // The first of several signals says when.
  if (late && state.late) return;
  clearTimeout(state.timer);
  const wait = Math.max(late, state.at + SHORTEST_PAUSE_MS - performance.now());
  state.late = wait > 0 && late > 0;
  if (wait > 0) {
    state.timer = setTimeout(() => refresh(element), wait);
    return;
  }
  state.at = performance.now();
  element.dispatchEvent(new CustomEvent("live", { bubbles: false }));
}

function payDebts() {
  if (document.hidden) return;
  const due = [...owed];
  owed.clear();
  for (const element of due) if (element.isConnected) refresh(element);
}

function show(state) {
  document.documentElement.dataset.stream = state;
  document.dispatchEvent(new CustomEvent("fl:stream", { detail: { state } }));
}

// Best first: one worker for all tabs; else one tab (holding a lock) streams for the others; else each its own.
function chooseTransport(agent, hello) {
  if ("SharedWorker" in globalThis) return throughWorker(agent, hello);
  if (navigator.locks && "BroadcastChannel" in globalThis) return throughElectedTab(agent, hello);
  const stream = new LiveStream(hello.url, hello.after, hear);
  stream.open();
  return () => stream.close();
}

function throughWorker(agent, hello) {
  const worker = new SharedWorker(new URL("./live-worker.js", import.meta.url), {
    name: `live-${agent}`,
    type: "module",
  });
  worker.port.onmessage = ({ data }) => hear(data);
  worker.port.postMessage({ hello });
  return () => worker.port.postMessage({ bye: true });
}

function throughElectedTab(agent, hello) {
  const channel = new BroadcastChannel(`live-${agent}`);
  let stream = null;
  let resign = () => {};
  const tell = (news) => (hear(news), channel.postMessage(news));
  const catchUp = (after) => {
    const unseen = stream.since(after);
    channel.postMessage({ state: stream.state });
    if (unseen === null) channel.postMessage({ missed: true });
    else for (const signal of unseen) channel.postMessage({ signal });
  };
  channel.onmessage = ({ data }) => {
    if (data.signal?.id) hello.after = data.signal.id;
    if (!data.hello) hear(data);
    else if (stream) catchUp(data.hello.after);
  };
  channel.postMessage({ hello });
  const gone = new AbortController();
  navigator.locks
    .request(`live-${agent}`, { signal: gone.signal }, () => {
      stream = new LiveStream(hello.url, hello.after, tell);
      stream.open();
      return new Promise((done) => (resign = done));
    })
    .catch(() => {});
  return () => (gone.abort(), stream?.close(), resign(), channel.close());
}
