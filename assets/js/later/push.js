// Pushes on this device: turned on by a button on the page of notifications, and renewed once a session, for a browser may
// change its address and a new sign-in is a new session.

import { post } from "../csrf.js";

const RENEWED = "fl:push-renewed";
/** Whose wish it was that this browser is told. */
const OWNER = "fl:push-of";

export async function start(registration) {
  const box = document.querySelector("[data-push]");
  if (!registration.pushManager || !("Notification" in globalThis)) return;
  let subscription = await registration.pushManager.getSubscription();
  // A colleague's wish on a shared browser is not mine.
  if (subscription && localStorage.getItem(OWNER) !== me().agent) {
    await subscription.unsubscribe();
    subscription = null;
  }
  if (subscription && Notification.permission === "granted") await renew(subscription);
  if (box) stand(box, registration, subscription);
}

async function renew(subscription) {
  const mark = `${me().session} ${subscription.endpoint}`;
  if (sessionStorage.getItem(RENEWED) === mark) return;
  await offer(subscription).then(() => sessionStorage.setItem(RENEWED, mark)).catch(() => {});
}

function me() {
  return document.querySelector('meta[name="live"]').dataset;
}

async function stand(box, registration, subscription) {
  const known = subscription && (await isListed(subscription));
  says(box, Notification.permission === "denied" ? "denied" : known ? "on" : "");
  const button = box.querySelector("[data-push-on]");
  button.hidden = Boolean(known) || Notification.permission === "denied";
  button.onclick = () => turnOn(box, registration).catch(() => says(box, Notification.permission === "denied" ? "denied" : "failed"));
}

async function turnOn(box, registration) {
  if ((await Notification.requestPermission()) !== "granted") throw new Error("not allowed");
  // One of another key belongs to another desk, or to this one before it had this key.
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: box.dataset.pushKey });
  await offer(subscription);
  localStorage.setItem(OWNER, me().agent);
  location.hash = "devices";
  location.reload();
}

async function offer(subscription) {
  const { keys } = subscription.toJSON();
  await post("/settings/devices", new URLSearchParams({ endpoint: subscription.endpoint, ...keys }));
}

async function isListed({ endpoint }) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint)));
  const name = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 32);
  return document.querySelector(`[data-push-device="${name}"]`);
}

function says(box, what) {
  for (const part of box.querySelectorAll("[data-push-says]")) part.hidden = part.dataset.pushSays !== what;
}
