// Where one was in a list, for when it comes again: the first conversation is opened on a page of its own, and on a phone each way back is.
// What was scrolled to is kept for this tab and the list's address; as many rows are asked for as there were.

const KEPT = "fl:list";
const MOST_ROWS = 500;

let wanted = null;

export function start() {
  addEventListener("pagehide", keep);
  const list = shown();
  if (!list) return;
  wanted = kept(list);
  document.addEventListener("htmx:after:swap", ({ target }) => wanted?.asked && target.matches?.("[data-list]") && back(shown()));
  back(list);
}

function shown() {
  return document.querySelector("[data-list]");
}

// The open conversation is no part of which list it is.
function address(list) {
  const url = new URL(list.getAttribute("hx-get"), location.href);
  url.searchParams.delete("current");
  return url.search;
}

// Whoever was elsewhere meanwhile begins at the top again. Storage may be forbidden: then every list does.
function keep() {
  const list = shown();
  try {
    if (!list) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, JSON.stringify({ of: address(list), top: list.scrollTop, rows: list.querySelectorAll("[data-item]").length }));
  } catch {}
}

function kept(list) {
  try {
    const place = JSON.parse(sessionStorage.getItem(KEPT));
    return place?.of === address(list) && place.top > 0 ? place : null;
  } catch {
    return null;
  }
}

/** How many rows this list is to have, if it had more before. */
export function rowsBefore() {
  return Math.min(wanted?.rows ?? 0, MOST_ROWS);
}

function back(list) {
  if (!list) return;
  const place = wanted;
  if (place && list.querySelectorAll("[data-item]").length < place.rows && !place.asked) {
    place.asked = true;
    // What asks for rows begins once the page stands.
    const ask = () => shown()?.dispatchEvent(new CustomEvent("live"));
    document.readyState === "complete" ? ask() : addEventListener("load", () => setTimeout(ask));
    return;
  }
  wanted = null;
  if (place) list.scrollTop = place.top;
  list.querySelector('[data-item][aria-current="true"]')?.scrollIntoView({ block: "nearest" });
}
