// From one list to another the page stays: only what is listed is fetched, and the rail is marked anew. From any other page, and
// without this, the links of the rail are links.
//
// <a href="/views/open" data-list-link="view=open"> in the rail; the list is main.list#work, fetched as /views/open?part=list.

let wanted = null;

export function start() {
  document.addEventListener("click", clicked);
  document.addEventListener("htmx:before:swap", (event) => overtaken(event.detail.ctx) && event.preventDefault());
}

function clicked(event) {
  const link = event.target.closest?.(".rail a[data-list-link]");
  if (!link || event.defaultPrevented || event.button > 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!document.querySelector("main.list#work")) return;
  event.preventDefault();
  mark(link);
  wanted = link.getAttribute("href");
  htmx.ajax("GET", `${wanted}?part=list`, { target: "#work", swap: "outerHTML", select: "#work", push: wanted, list: wanted });
}

function mark(link) {
  for (const other of document.querySelectorAll('.rail [aria-current="page"]')) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "page");
  document.getElementById("rail-groups")?.setAttribute("hx-get", `/rail?here=${encodeURIComponent(link.dataset.listLink)}`);
  // On a phone the rail lay over the list.
  delete document.querySelector(".shell").dataset.rail;
}

// Two lists asked for quickly may come in the wrong order.
function overtaken(ctx) {
  return ctx?.list && ctx.list !== wanted;
}
