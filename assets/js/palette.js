// The command palette: everything marked data-command on this page and every entry of its menus, by a few letters, and
// under it what the server finds; data-also holds other words for a command, never shown; before anything is typed, what one worked on last (the input's own hx-get fills #palette-server with <a role="option"> links, no list around them).

import { keycaps, keysOf, label } from "./shortcuts.js";
import { text } from "./texts.js";

let commands = [];

export function start() {
  const palette = document.querySelector("[data-palette]");
  if (!palette) return;
  const input = palette.querySelector("[data-palette-input]");
  palette.addEventListener("fl:opening", () => fill(palette, input));
  palette.addEventListener("fl:opened", () => input.dispatchEvent(new CustomEvent("fl:ask")));
  input.addEventListener("input", () => {
    // What one worked on last is no answer to what is being typed.
    palette.querySelectorAll('[id^="found-recent"]').forEach((row) => row.remove());
    show(palette, input.value);
  });
  input.addEventListener("keydown", (event) => key(event, palette));
  palette.addEventListener("htmx:after:swap", () => select(palette, 0));
  palette.addEventListener("click", ({ target }) => run(target.closest("[data-index]"), palette));
}

function fill(palette, input) {
  commands = [...document.querySelectorAll("[data-command], .menu .menu-item")]
    .filter((element) => !element.disabled && !element.closest("dialog, [hidden]"))
    .map((element) => ({ element, words: named(element), also: element.dataset.also }))
    .filter(({ words }, index, all) => words && all.findIndex((other) => other.words === words) === index)
    .sort((a, b) => isHere(b) - isHere(a));
  palette.querySelector("[data-palette-on]").value = document.querySelector(".conversation-head")?.id.replace("head-", "") ?? "";
  input.value = "";
  palette.querySelector("#palette-server")?.replaceChildren();
  show(palette, "");
}

// What can be done with the thing on the page comes before where one could go.
function isHere({ element }) {
  return Number(element.closest(".work") !== null);
}

// An entry of a menu is named with it: “Status: Pending”. What only stands for a menu that has not come yet is nothing to choose.
function named(element) {
  const menu = element.hasAttribute("data-command") ? null : element.closest(".menu")?.getAttribute("aria-label");
  const own = label(element);
  return menu ? menu !== own && `${menu}: ${own}` : own;
}

function show(palette, typed) {
  const found = commands
    .map((command, index) => ({ ...command, index, ...fit(typed, command) }))
    .filter((command) => command.score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, 12);
  palette.querySelector("[data-palette-local]").replaceChildren(...found.map(option));
  select(palette, 0);
}

// What a command is called here comes before what it is called elsewhere, of which only whole words count.
function fit(typed, { words, also = "" }) {
  const own = match(typed, words);
  const wanted = folded(typed.trim());
  return own.score || wanted.length < 2 || !` ${folded(also)}`.includes(` ${wanted}`) ? own : { score: 1, hits: [] };
}

/** In small letters without accents, one letter for one letter. */
export function folded(words) {
  return words.toLowerCase().replace(/[^\0-\x7f]/g, (letter) => letter.normalize("NFD")[0]);
}

/** How well `typed` fits `words`: letters in order, better at starts of words and in a row. 0 is no fit. */
export function match(typed, words) {
  const wanted = folded(typed.trim());
  const within = folded(words);
  const hits = [];
  let score = 1;
  let at = -1;
  for (const letter of wanted) {
    if (letter === " ") continue;
    const next = within.indexOf(letter, at + 1);
    if (next < 0) return { score: 0, hits: [] };
    const startsWord = next === 0 || /[\s\-_/]/.test(within[next - 1]);
    score += startsWord ? 8 : next === at + 1 ? 5 : 1;
    hits.push(next);
    at = next;
  }
  return { score: within.startsWith(wanted) ? score + 10 : score, hits };
}

function option({ element, words, index, hits }) {
  const row = document.createElement("div");
  row.className = "command";
  row.id = `command-${index}`;
  row.setAttribute("role", "option");
  row.dataset.index = index;
  const icon = element.querySelector("svg.icon")?.cloneNode(true);
  const name = document.createElement("span");
  name.append(...runs(words, hits));
  row.append(...(icon ? [icon] : []), name);
  if (element.dataset.key && keysOf(element)) {
    const end = document.createElement("span");
    end.className = "end";
    end.append(...keycaps(keysOf(element)));
    row.append(end);
  }
  return row;
}

// Letters found in a row are one mark.
function runs(words, hits) {
  const found = [];
  for (const [at, letter] of [...words].entries()) {
    const hit = hits.includes(at);
    if (found.at(-1)?.hit === hit) found.at(-1).text += letter;
    else found.push({ hit, text: letter });
  }
  return found.map(({ hit, text }) => (hit ? marked(text) : text));
}

function marked(letters) {
  const mark = document.createElement("mark");
  mark.textContent = letters;
  return mark;
}

function key(event, palette) {
  if (event.isComposing) return;
  const all = options(palette);
  const here = all.findIndex((row) => row.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") select(palette, here + 1);
  else if (event.key === "ArrowUp") select(palette, here - 1);
  else if (event.key === "Enter") run(all[here], palette);
  else return;
  event.preventDefault();
}

function select(palette, index) {
  const all = options(palette);
  const chosen = all.at(index % Math.max(all.length, 1));
  for (const row of all) row.setAttribute("aria-selected", String(row === chosen));
  if (palette.open) chosen?.scrollIntoView({ block: "nearest" });
  palette.querySelector("[data-palette-input]").setAttribute("aria-activedescendant", chosen?.id ?? "");
  const none = palette.querySelector("[data-palette-none]");
  none.hidden = all.length > 0;
  none.textContent = text("noCommands");
}

function options(palette) {
  return [...palette.querySelectorAll("[role=option]")];
}

function run(row, palette) {
  if (!row) return;
  palette.close();
  const command = commands[row.dataset.index];
  if (!command) row.click();
  else if (command.element.matches("input, textarea")) command.element.focus();
  else command.element.click();
}
