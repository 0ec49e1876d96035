// Passkeys: a form with data-passkey asks the server for a question (data-passkey-begin), lets the browser's device answer it, and
// is sent with the answer. Loaded only on pages that have such a form; without it, or in a browser without passkeys, they stay hidden.

import { post } from "../csrf.js";

for (const form of document.querySelectorAll("form[data-passkey]")) start(form);

function start(form) {
  if (form.dataset.passkeyReady || !globalThis.PublicKeyCredential) return;
  form.dataset.passkeyReady = "yes";
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    ask(form).catch((problem) => say(form, problem.says ?? button(form).dataset.passkeyFailed));
  });
}

async function ask(form) {
  say(form, "");
  button(form).disabled = true;
  try {
    const { challenge, options } = await question(form);
    form.elements.challenge.value = challenge;
    form.elements.answer.value = JSON.stringify(await answer(form.dataset.passkey, options.publicKey));
  } finally {
    button(form).disabled = false;
  }
  form.requestSubmit(button(form));
}

async function question(form) {
  const fields = new URLSearchParams(new FormData(form));
  const response = await post(form.dataset.passkeyBegin, fields).catch(async ({ response }) => {
    throw Object.assign(new Error("no question"), { says: (await response?.json().catch(() => null))?.says });
  });
  return response.json();
}

async function answer(kind, options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of [options.excludeCredentials, options.allowCredentials]) for (const one of list ?? []) one.id = bytes(one.id);
  const given = await navigator.credentials[kind]({ publicKey: options });
  const { response } = given;
  const parts = kind === "create" ? ["attestationObject", "clientDataJSON"] : ["authenticatorData", "clientDataJSON", "signature", "userHandle"];
  return {
    id: given.id,
    rawId: letters(given.rawId),
    type: given.type,
    extensions: {},
    response: Object.fromEntries(parts.map((part) => [part, response[part] && letters(response[part])])),
  };
}

function say(form, words) {
  const place = form.querySelector("[data-passkey-says]");
  place.textContent = words;
  place.hidden = !words;
}

function button(form) {
  return form.querySelector("button");
}

function bytes(letters) {
  return Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

function letters(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
