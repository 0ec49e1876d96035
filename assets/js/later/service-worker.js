// The service worker: keeps the shell, answers a navigation without a connection, shows pushes and leads to what they tell of.
//
// The server puts RELEASE and SHELL before these lines, so that a new release is another script, which the browser takes by
// itself. Kept on the device: scripts, styles, icons and one page that says nothing about anybody. Never a page of the desk.

const OFFLINE = "/offline";
const CACHE = `frontline-${RELEASE}`;

self.addEventListener("install", (event) => (passBy(event), event.waitUntil(install())));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => answer(event));
self.addEventListener("push", (event) => event.waitUntil(show(event.data)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data?.link ?? "/notices"));
});

// What is neither a page nor a file of the shell goes to the server without waking anybody here, where a browser can be told so.
function passBy(event) {
  const ours = { or: [{ requestMode: "navigate" }, { urlPattern: "/assets/*" }] };
  event.addRoutes?.({ condition: { not: ours }, source: "network" }).catch(() => {});
}

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...SHELL, new Request(OFFLINE, { cache: "reload" })]);
  await self.skipWaiting();
}

async function takeOver() {
  for (const name of await caches.keys()) if (name.startsWith("frontline-") && name !== CACHE) await caches.delete(name);
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(fromShell(request));
  else if (request.mode === "navigate" && !url.pathname.startsWith("/portal")) event.respondWith(page(event));
}

async function fromShell(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
}

// Browsers take back the right to push from whoever shows nothing.
async function show(data) {
  const { title = "Frontline", body = "", tag, link } = data?.json() ?? {};
  const icon = SHELL.find((path) => path.endsWith("app-192.png"));
  await self.registration.showNotification(title, { body, tag, icon, badge: icon, data: { link } });
}

// A page that shows it already comes to the front; what stands half written in another is left alone.
async function lead(link) {
  const wanted = new URL(link, location.origin);
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = pages.find((page) => new URL(page.url).pathname === wanted.pathname);
  return there ? there.focus() : self.clients.openWindow(wanted.href);
}
