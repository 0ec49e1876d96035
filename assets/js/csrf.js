// Proof that a request comes from our own page: the header X-CSRF-Token on everything htmx or we send.

// A second press while the page is on its way would do it twice.
const GOING_MS = 3_000;

function once(event) {
  const form = event.target;
  if (event.defaultPrevented || form.hasAttribute("hx-post") || form.method !== "post") return;
  if (form.dataset.going) return event.preventDefault();
  form.dataset.going = "1";
  setTimeout(() => delete form.dataset.going, GOING_MS);
}

export function start() {
  addEventListener("submit", once);
  document.addEventListener("htmx:config:request", ({ detail }) => {
    const { request, sourceEvent } = detail.ctx;
    request.headers["X-CSRF-Token"] = token();
    // Nobody touched the page: that is no use of the session.
    if (sourceEvent?.type === "live") request.headers["X-By-Itself"] = "yes";
  });
}

export function token() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

/** POSTs a body to our own server. Refusals throw, like lost connections do. `byItself`: nobody touched the page. */
export async function post(url, body, options = {}) {
  const response = await fetch(url, {
    method: "POST",
    body,
    headers: { "X-CSRF-Token": token(), Accept: "text/html", ...(options.byItself && { "X-By-Itself": "yes" }) },
    credentials: "same-origin",
    ...options,
  });
  if (!response.ok) throw Object.assign(new Error(`${url} answered ${response.status}`), { response });
  return response;
}
