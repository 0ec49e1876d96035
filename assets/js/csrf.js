// Proof that a request comes from our own page: the header X-CSRF-Token on everything htmx or we send.

export function start() {
  document.addEventListener("htmx:config:request", ({ detail }) => {
    detail.ctx.request.headers["X-CSRF-Token"] = token();
  });
}

export function token() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

/** POSTs a body to our own server. Refusals throw, like lost connections do. */
export async function post(url, body, options = {}) {
  const response = await fetch(url, {
    method: "POST",
    body,
    headers: { "X-CSRF-Token": token(), Accept: "text/html" },
    credentials: "same-origin",
    ...options,
  });
  if (!response.ok) throw Object.assign(new Error(`${url} answered ${response.status}`), { response });
  return response;
}
