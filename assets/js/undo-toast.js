// Toasts: what just happened, and the way back.
//
// The server adds <div class="toast" data-toast data-seconds="10"> to #toasts; it counts down and goes. Undo is an
// ordinary htmx form inside it. The countdown waits while the pointer or the focus is on it. Without data-seconds
// it stays until dismissed. Failed htmx requests become a toast that says the remedy.

import { text } from "./texts.js";

const clocks = new WeakMap();

export function start() {
  const toasts = document.getElementById("toasts");
  if (!toasts) return;
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(begin))).observe(toasts, { childList: true });
  toasts.querySelectorAll("[data-toast]").forEach(begin);
  toasts.addEventListener("click", ({ target }) => target.closest("[data-dismiss]") && leave(target.closest("[data-toast]")));
  toasts.addEventListener("htmx:after:request", ({ target, detail }) => detail.ctx.response.status < 400 && leave(target.closest("[data-toast]")));
  document.addEventListener("htmx:response:error", ({ detail }) => refused(detail.ctx));
  document.addEventListener("htmx:error", ({ detail }) => detail.ctx && !detail.kept && !isLive(detail.ctx) && toast(text("failed"), { tone: "danger" }));
}

/** Shows a sentence from the page's texts. */
export function toast(sentence, { tone = "", seconds = 0 } = {}) {
  const box = document.createElement("div");
  box.className = `toast ${tone}`;
  box.dataset.toast = "";
  if (tone === "danger") box.setAttribute("role", "alert");
  if (seconds) box.dataset.seconds = seconds;
  const words = document.createElement("p");
  words.textContent = sentence;
  const dismiss = document.createElement("button");
  dismiss.className = "button";
  dismiss.dataset.dismiss = "";
  dismiss.textContent = text("dismiss");
  box.append(words, dismiss);
  document.getElementById("toasts")?.append(box);
}

function begin(box) {
  const seconds = Number(box.dataset?.seconds);
  if (!seconds) return;
  box.style.setProperty("--seconds", `${seconds}s`);
  box.classList.add("counting");
  const clock = { left: seconds * 1000, since: 0, timer: 0 };
  clocks.set(box, clock);
  const run = () => {
    clearTimeout(clock.timer);
    clock.since = performance.now();
    clock.timer = setTimeout(() => leave(box), clock.left);
  };
  const wait = () => {
    clearTimeout(clock.timer);
    clock.left -= performance.now() - clock.since;
  };
  box.addEventListener("mouseenter", wait);
  box.addEventListener("mouseleave", run);
  box.addEventListener("focusin", wait);
  box.addEventListener("focusout", run);
  run();
}

function leave(box) {
  if (!box) return;
  clearTimeout(clocks.get(box)?.timer);
  box.classList.add("leaving");
  setTimeout(() => box.remove(), 250);
}

// 422 is swapped into its form. Any other refusal may carry its sentence as [data-problem].
function refused(ctx) {
  if (ctx.response.status === 422 || isLive(ctx)) return;
  const page = new DOMParser().parseFromString(ctx.text ?? "", "text/html");
  toast(page.querySelector("[data-problem]")?.textContent.trim() || text("failed"), { tone: "danger" });
}

// A fragment that could not refresh itself is the offline banner's business.
function isLive(ctx) {
  return ctx.sourceEvent?.type === "live";
}
