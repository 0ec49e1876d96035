// From one list to another the page stays: only what is listed is fetched, and the rail is marked anew. From any other page, and
// without this, the links of the rail are links.
//
// <a href="/views/open" data-list-link="view=open"> in the rail; the list is main.list#work, fetched as /views/open?part=list.

let wanted = "";

export function start() {
  document.addEventListener("click", clicked);
  document.addEventListener("htmx:before:swap", (event) => overtaken(event.detail.ctx) && event.preventDefault());
  document.addEventListener("htmx:after:swap", ({ target, detail }) => {
    if (detail.ctx?.list === wanted) wanted = "";
    // A rail that was asked for before the switch comes with the place of before.
    if (target.id === "rail-groups") markShown();
  });
  document.addEventListener("htmx:error", ({ detail }) => detail.ctx?.list === wanted && giveUp());
  document.addEventListener("htmx:response:error", ({ detail }) => detail.ctx?.list === wanted && giveUp());
  // What was asked for before one went back is not wanted any more.
  document.addEventListener("htmx:before:history:restore", () => (wanted = ""));
}

function clicked(event) {
  const link = event.target.closest?.(".rail a[data-list-link]");
  if (!link || event.defaultPrevented || event.button > 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!document.querySelector("main.list#work")) return;
  event.preventDefault();
  mark(link);
  wanted = link.getAttribute("href");
  // Each link has a queue of its own; which answer counts is decided below.
  htmx.ajax("GET", `${wanted}?part=list`, { source: link, target: "#work", swap: "outerHTML", select: "#work", push: wanted, list: wanted });
}

function mark(link) {
  for (const other of document.querySelectorAll('.rail [aria-current="page"]')) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "page");
  document.getElementById("rail-groups")?.setAttribute("hx-get", `/rail?here=${encodeURIComponent(link.dataset.listLink)}`);
  // On a phone the rail lay over the list.
  delete document.querySelector(".shell").dataset.rail;
}

function giveUp() {
  wanted = "";
  markShown();
}

// The entry of the list that is shown, or on its way.
function markShown() {
  if (!document.querySelector("main.list#work")) return;
  const link = [...document.querySelectorAll(".rail a[data-list-link]")].find((one) => one.getAttribute("href") === (wanted || location.pathname));
  if (link && link.getAttribute("aria-current") !== "page") mark(link);
}

// Two lists asked for quickly may come in the wrong order.
function overtaken(ctx) {
  return ctx?.list && ctx.list !== wanted;
}
