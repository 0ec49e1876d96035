// Files for a message: chosen, dropped on the composer or pasted into it; each is uploaded at once on its own.
//
// POSTs multipart with the field "file" to data-upload-url; the answer is the <li> of the attachment (with its hidden
// input and its remove button), which replaces the row that showed the progress; an <input> beside it, found by its id, is the
// form's new version. Used by composer.js.

import { token } from "./csrf.js";
import { text } from "./texts.js";

export class Attachments {
  #composer;
  #url;
  #list;
  #changed;

  constructor(composer, url, changed) {
    this.#composer = composer;
    this.#url = url;
    this.#changed = changed;
    this.#list = composer.querySelector("[data-attachments]");
    if (!url || !this.#list) return;
    const input = composer.querySelector("[data-files]");
    input?.addEventListener("change", () => {
      this.#add(input.files);
      input.value = "";
    });
    composer.addEventListener("paste", (event) => this.#take(event, event.clipboardData));
    composer.addEventListener("drop", (event) => this.#take(event, event.dataTransfer));
    composer.addEventListener("dragover", (event) => this.#hover(event));
    composer.addEventListener("dragleave", (event) => !composer.contains(event.relatedTarget) && composer.classList.remove("dropping"));
  }

  #hover(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.#composer.classList.add("dropping");
  }

  // A copied spreadsheet is both text and a picture of itself; people mean the text.
  #take(event, carried) {
    this.#composer.classList.remove("dropping");
    if (!carried?.files.length || (event.type === "paste" && carried.types.includes("text/plain"))) return;
    event.preventDefault();
    this.#add(carried.files);
  }

  #add(files) {
    for (const file of files) this.#upload(file);
  }

  #upload(file) {
    const row = this.#row(file);
    const bar = row.querySelector("progress");
    const request = new XMLHttpRequest();
    request.open("POST", this.#url);
    request.setRequestHeader("X-CSRF-Token", token());
    request.setRequestHeader("Accept", "text/html");
    request.upload.onprogress = ({ loaded, total }) => (bar.value = total ? loaded / total : 0);
    request.onload = () => (request.status < 300 ? this.#arrived(row, request.responseText) : this.#failed(row, file, request.responseText));
    request.onerror = () => this.#failed(row, file, "");
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  }

  #row(file) {
    const row = document.createElement("li");
    row.className = "attachment";
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = file.name;
    const bar = document.createElement("progress");
    bar.className = "progress";
    bar.max = 1;
    bar.setAttribute("aria-label", text("uploading", { name: file.name }));
    row.append(name, bar);
    this.#list.append(row);
    return row;
  }

  #arrived(row, html) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const rows = [...parsed.body.querySelectorAll("li")];
    row.replaceWith(...rows);
    for (const one of rows) htmx.process(one);
    for (const fresh of parsed.body.querySelectorAll("input[id]:not(li *)")) this.#replace(fresh);
    this.#changed();
  }

  // A draft that counts its files says with the row how new it is by now; a save that came back meanwhile may know better.
  #replace(fresh) {
    const known = document.getElementById(fresh.id);
    if (known && Number(fresh.value) > Number(known.value)) known.value = fresh.value;
  }

  #failed(row, file, html) {
    const reason = new DOMParser().parseFromString(html, "text/html").querySelector("[data-problem]")?.textContent.trim();
    row.classList.add("failed");
    row.setAttribute("role", "alert");
    row.querySelector("progress")?.remove();
    row.querySelector(".name").textContent = reason || text("uploadFailed", { name: file.name });
    const dismiss = document.createElement("button");
    dismiss.type = "button";
    dismiss.className = "button quiet";
    dismiss.textContent = text("dismiss");
    dismiss.addEventListener("click", () => row.remove());
    row.append(dismiss);
  }
}
