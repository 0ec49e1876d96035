// Reading a conversation: starts at the message named in the address or else at the newest, stays at the end
// while messages arrive, and never moves under someone who is reading further up. A message that arrives is said aloud, for
// whoever does not see it come: its sender's name, in #heard.

import { text } from "./texts.js";

const AT_END_PX = 80;
const known = new WeakMap();

export function start() {
  document.querySelectorAll(".thread").forEach(begin);
  document.addEventListener("htmx:after:settle", ({ target }) => target.querySelectorAll?.(".thread").forEach(begin));
  document.addEventListener("htmx:before:swap", ({ target }) => remember(target.closest?.(".thread")));
  document.addEventListener("htmx:after:swap", ({ target }) => stay(target.closest?.(".thread")));
}

function begin(thread) {
  if (thread.dataset.begun) return;
  thread.dataset.begun = "yes";
  known.set(thread, new Set(arrived(thread).keys()));
  // With the frame: to measure it now would have the browser lay out a page that is still changing, and then once more.
  requestAnimationFrame(() => place(thread));
}

function place(thread) {
  const named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (named) named.scrollIntoView({ block: "center" });
  else thread.scrollTop = thread.scrollHeight;
}

function remember(thread) {
  if (!thread) return;
  thread.dataset.atEnd = String(thread.scrollHeight - thread.scrollTop - thread.clientHeight < AT_END_PX);
}

function stay(thread) {
  say(thread);
  if (thread?.dataset.atEnd === "true") thread.scrollTo({ top: thread.scrollHeight, behavior: "smooth" });
}

// The incoming messages, by id, with who wrote them.
function arrived(thread) {
  return new Map([...thread.querySelectorAll(".message.incoming")].map((message) => [message.id, message.querySelector("article")?.getAttribute("aria-label") ?? ""]));
}

function say(thread) {
  if (!known.has(thread)) return;
  const [now, before] = [arrived(thread), known.get(thread)];
  known.set(thread, new Set(now.keys()));
  const names = [...now].filter(([id]) => !before.has(id)).map(([, name]) => name);
  const heard = document.getElementById("heard");
  if (heard && names.length) heard.textContent = text("arrived", { name: names.at(-1) });
}
