// Reading a conversation: starts at the message named in the address or else at the newest, stays at the end
// while messages arrive, and never moves under someone who is reading further up.

const AT_END_PX = 80;

export function start() {
  document.querySelectorAll(".thread").forEach(begin);
  document.addEventListener("htmx:after:settle", ({ target }) => target.querySelectorAll?.(".thread").forEach(begin));
  document.addEventListener("htmx:before:swap", ({ target }) => remember(target.closest?.(".thread")));
  document.addEventListener("htmx:after:swap", ({ target }) => stay(target.closest?.(".thread")));
}

function begin(thread) {
  if (thread.dataset.begun) return;
  thread.dataset.begun = "yes";
  const named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (named) named.scrollIntoView({ block: "center" });
  else thread.scrollTop = thread.scrollHeight;
}

function remember(thread) {
  if (!thread) return;
  thread.dataset.atEnd = String(thread.scrollHeight - thread.scrollTop - thread.clientHeight < AT_END_PX);
}

function stay(thread) {
  if (thread?.dataset.atEnd === "true") thread.scrollTo({ top: thread.scrollHeight, behavior: "smooth" });
}
