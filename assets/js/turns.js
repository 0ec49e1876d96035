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

// A list that was fetched anew meanwhile has put its rows in place of the template already.
function next() {
  const row = waiting.shift();
  const template = row?.querySelector("template");
  if (template && row.isConnected) {
    row.replaceChildren(template.content);
    htmx.process(row);
  }
  if (waiting.length) afterFrame(next);
}

function afterFrame(work) {
  requestAnimationFrame(() => setTimeout(work));
}
