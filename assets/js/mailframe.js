// Sizes the frames HTML mail is shown in.
//
// A frame is sandboxed with allow-same-origin and without allow-scripts: nothing in it can run, yet we may measure
// it from here (decisions/0002). Where it cannot be measured, the server's estimate (data-height) is used.
// Markup: <div class="mailframe"><iframe data-mailframe data-height="240" sandbox="…" src="…" title="…"></iframe></div>

import { text } from "./texts.js";

const TALLEST_PX = 1_600;

export function start() {
  document.querySelectorAll("iframe[data-mailframe]").forEach(adopt);
  document.addEventListener("htmx:after:settle", ({ target }) => target.querySelectorAll?.("iframe[data-mailframe]").forEach(adopt));
}

function adopt(frame) {
  if (frame.dataset.adopted) return;
  frame.dataset.adopted = "yes";
  frame.addEventListener("load", () => fit(frame));
  if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank") fit(frame);
}

function fit(frame) {
  const page = frame.contentDocument?.documentElement;
  if (!page) return estimate(frame);
  const measure = () => setHeight(frame, heightOf(page));
  // Images arrive late and columns change their width.
  const watch = new ResizeObserver(measure);
  watch.observe(page);
  if (frame.contentDocument.body) watch.observe(frame.contentDocument.body);
  measure();
}

// scrollHeight of the root is never less than the frame itself, so a frame measured by it could not shrink.
function heightOf(page) {
  const sidewaysBar = page.scrollWidth > page.clientWidth ? 16 : 0;
  return Math.max(page.offsetHeight, page.querySelector("body")?.scrollHeight ?? 0) + sidewaysBar;
}

function estimate(frame) {
  setHeight(frame, Number(frame.dataset.height) || 320);
  offerAll(frame, () => (frame.style.height = "85dvh"));
}

function setHeight(frame, height) {
  if (height > TALLEST_PX && !frame.dataset.whole) {
    frame.style.height = `${TALLEST_PX}px`;
    offerAll(frame, () => (frame.style.height = `${heightOf(frame.contentDocument.documentElement)}px`));
  } else if (height > 0) {
    frame.style.height = `${height}px`;
  }
}

function offerAll(frame, showAll) {
  const box = frame.closest(".mailframe");
  if (!box || box.querySelector("[data-whole]")) return;
  box.classList.add("clipped");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet wide";
  button.dataset.whole = "";
  button.textContent = text("showAll");
  button.addEventListener("click", () => {
    frame.dataset.whole = "yes";
    box.classList.remove("clipped");
    button.remove();
    showAll();
  });
  box.append(button);
}
