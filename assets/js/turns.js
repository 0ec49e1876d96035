// What comes in turns: of many rows that were fetched the first stretch stands at once, and each further one comes out of its
// <template> with a frame of its own, so that no task is long enough to be felt while one scrolls.

const waiting = [];

export function start() {
  document.addEventListener("htmx:after:process", ({ target }) => target.matches?.("[data-turn]") && queue(target));
}

function queue(row) {
  row.removeAttribute("data-turn");
  if (waiting.push(row) === 1) afterFrame(next);
}

function next() {
  const row = waiting[0];
  if (row.isConnected) {
    row.replaceChildren(row.querySelector("template").content);
    htmx.process(row);
  }
  waiting.shift();
  if (waiting.length) afterFrame(next);
}

function afterFrame(work) {
  requestAnimationFrame(() => setTimeout(work));
}
