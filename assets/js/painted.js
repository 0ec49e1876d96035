// What can wait until it is painted. htmx reads each form and link of what it put in; of a large piece that is hundreds of events, which
// nobody needs before they see it. Whoever presses or points first, or a signal that comes first, has it done at once.

const LARGE = "#work, #panel";
// The frame goes out first: what was drawn is not seen yet when its task ends.
const SEEN_MS = 30;
const LATEST_MS = 250;

const unread = new Set();

export function start() {
  document.addEventListener("htmx:before:process", putOff);
  for (const event of ["keydown", "pointerdown", "click", "submit", "live"]) document.addEventListener(event, read, true);
}

/** Does `work` once, when what the page is now was painted; soon in any case, for a page in the background is never painted. */
export function afterPaint(work) {
  let done = false;
  const once = () => done || ((done = true), work());
  requestAnimationFrame(() => setTimeout(once, SEEN_MS));
  setTimeout(once, LATEST_MS);
}

function putOff(event) {
  if (!event.target.matches?.(LARGE)) return;
  event.preventDefault();
  unread.add(event.target);
  afterPaint(read);
}

function read() {
  if (unread.size === 0) return;
  const pieces = [...unread];
  unread.clear();
  document.removeEventListener("htmx:before:process", putOff);
  for (const piece of pieces) if (piece.isConnected) htmx.process(piece);
  document.addEventListener("htmx:before:process", putOff);
}
