// The entry: starts each module once. Pages work without any of them; nothing here renders a page.

import "./composer.js";
import * as csrf from "./csrf.js";
import * as dialogs from "./dialogs.js";
import * as filter from "./filter.js";
import * as list from "./list.js";
import * as live from "./live.js";
import * as mailframe from "./mailframe.js";
import * as menu from "./menu.js";
import * as morph from "./morph.js";
import * as offline from "./offline.js";
import * as onlookers from "./onlookers.js";
import * as painted from "./painted.js";
import * as palette from "./palette.js";
import * as place from "./place.js";
import * as sieve from "./sieve.js";
import * as shortcuts from "./shortcuts.js";
import * as theme from "./theme.js";
import * as thread from "./thread.js";
import * as turns from "./turns.js";
import * as toast from "./undo-toast.js";
import * as views from "./views.js";
import * as when from "./when.js";

for (const part of [morph, painted, csrf, theme, dialogs, menu, toast, offline, list, filter, thread, turns, mailframe, sieve, shortcuts, palette, onlookers, views, when, live, place]) part.start();

// Whose browser this is by now. The page for when there is no line asks it, and shows what waits to its writer alone.
const agent = document.querySelector('meta[name="live"]')?.dataset.agent;
if (agent) localStorage.setItem("fl:agent", agent);

// Only where somebody searches.
if (document.querySelector("[data-search-words]")) import("./later/search.js").then((search) => search.start());

// The rest when there is time for it: nothing of it is needed to see the page or to write.
const idle = globalThis.requestIdleCallback ?? setTimeout;
addEventListener("load", () => idle(() => import("./later/start.js").then((later) => later.start()), { timeout: 2_000 }));
