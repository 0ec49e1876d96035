// The conversation under the cursor is fetched before it is opened, so that opening it waits for nothing.
//
// A row's link with hx-get="…&part=work" is asked for as part=ahead: at once when the cursor comes to it after a pause, and once it has
// rested there while one steps on or points. The server gives the same piece and does nothing else; where opening would do something (a
// notice becomes read) it gives none. Beside an open conversation that is the row below it, until the cursor rests on another. One
// copy is held, as long as the stream would say that anything on it changed or that its reader's rights moved, and half a minute
// at most. Whoever opens it while it is on its way waits for it, not for another.

const RESTED_MS = 60;
const PAUSE_MS = 200;
// The cursor is drawn first.
const SOON_MS = 20;
const READ_MS = 400;
const GOOD_MS = 30_000;
const LINK = "[data-list] [data-open][hx-get]";

let copy = null;
let handed = null;
let resting = 0;
let stepped = -PAUSE_MS;
let reading = "";

export function start() {
  if (navigator.connection?.saveData) return;
  document.addEventListener("focusin", ({ target }) => step(target));
  // Rows that move under a pointer that rests are pointed at by nobody.
  document.addEventListener("pointermove", ({ target, movementX, movementY }) => (movementX || movementY) && rest(target.closest?.("[data-item]")?.querySelector("[data-open]")));
  document.addEventListener("htmx:config:request", hand);
  document.addEventListener("htmx:after:settle", read);
  read();
  document.addEventListener("fl:changed", ({ detail }) => changed(detail.topic));
  // What one does oneself changes the page before any signal says so.
  document.addEventListener("submit", drop, true);
}

function drop() {
  copy?.leave.abort();
  copy = null;
}

// What is said to change while a copy is on its way may have come too late for it.
function changed(topic) {
  for (const one of [copy, handed]) one?.changed.add(topic);
  if (!topic || copy?.topics.has(topic)) drop();
}

function step(target) {
  const paused = performance.now() - stepped > PAUSE_MS;
  stepped = performance.now();
  rest(target, paused ? SOON_MS : RESTED_MS);
}

// Whoever reads one goes on to the row below it, more often than anywhere else.
function read() {
  if (reading === location.pathname) return;
  reading = location.pathname;
  rest(document.querySelector('[data-list] [data-item][aria-current="true"] + [data-item] [data-open]'), READ_MS);
}

function rest(link, least = RESTED_MS) {
  if (!link?.matches?.(LINK)) return;
  clearTimeout(resting);
  if (link.getAttribute("hx-get") === copy?.address || !hears()) return;
  resting = setTimeout(() => fetchAhead(link.getAttribute("hx-get")), least);
}

function hears() {
  return document.documentElement.dataset.stream === "open";
}

function fetchAhead(address) {
  drop();
  copy = { address, topics: new Set(), changed: new Set(), at: 0, leave: new AbortController() };
  copy.text = asked(copy);
}

// The piece, or nothing where there is none to be had or what it shows changed on the way.
async function asked(mine) {
  let text = "";
  try {
    const answer = await fetch(mine.address.replace("part=work", "part=ahead"), { signal: mine.leave.signal, redirect: "error" });
    if (answer.status === 200) text = await answer.text();
  } catch {
    // Left, or no line: it is fetched when it is opened.
  }
  for (const [, topics] of text.matchAll(/data-live="([^"]+)"/g)) for (const topic of topics.split(" ")) mine.topics.add(topic);
  if (!isGood(mine)) text = "";
  if (!text && copy === mine) drop();
  Object.assign(mine, { text, at: performance.now() });
  return text;
}

function isGood({ topics, changed }) {
  return topics.isDisjointFrom(changed) && !changed.has(undefined);
}

function hand({ target, detail }) {
  if (!target.matches?.(LINK)) return;
  // Whoever opens one at once needs no copy of it.
  clearTimeout(resting);
  if (target.getAttribute("hx-get") !== copy?.address) return;
  const mine = copy;
  copy = null;
  if (!hears() || (mine.at && performance.now() - mine.at > GOOD_MS)) return mine.leave.abort();
  handed = mine;
  detail.ctx.fetch = async (address, request) => {
    // Waits for no task where the piece is there already: no frame is drawn in between.
    const text = typeof mine.text === "string" ? mine.text : await mine.text;
    return text && isGood(mine) ? answered(text) : fetch(address, request);
  };
}

// What htmx asks of an answer. A real one gives its text a task later, and the browser draws a frame in between.
function answered(text) {
  return { status: 200, ok: true, headers: new Headers({ "content-type": "text/html" }), text: async () => text };
}
