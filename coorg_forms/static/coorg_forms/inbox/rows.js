/* Among the rows of the list: j and k go from one to the next, o opens, x selects. */

import { isOurs } from "./keys.js";

export class RowsController extends window.StimulusModule.Controller {
  connect() {
    this.onKey = (event) => this.press(event);
    document.addEventListener("keydown", this.onKey);
  }

  disconnect() {
    document.removeEventListener("keydown", this.onKey);
  }

  press(event) {
    if (!isOurs(event)) return;
    const act = { j: () => this.go(1), k: () => this.go(-1), o: () => this.open(),
      x: () => this.select() }[event.key];
    if (act && act()) event.preventDefault();
  }

  get links() {
    return [...this.element.querySelectorAll("tbody a.coorg-title")];
  }

  get row() {
    const row = document.activeElement?.closest?.("tbody tr");
    return row && this.element.contains(row) ? row : null;
  }

  /* Beside an open request its own "next" and "previous" are meant, unless one is in the list. */
  get isElsewhere() {
    return !this.row && Boolean(document.querySelector(".coorg-request"));
  }

  go(step) {
    if (this.isElsewhere) return false;
    const links = this.links;
    if (!links.length) return false;
    const here = this.row ? links.indexOf(this.row.querySelector("a.coorg-title")) : -1;
    const there = here < 0 ? 0 : Math.min(Math.max(here + step, 0), links.length - 1);
    links[there].focus();
    links[there].closest("tr").scrollIntoView({ block: "nearest" });
    return true;
  }

  open() {
    const link = this.row?.querySelector("a.coorg-title");
    link?.click();
    return Boolean(link);
  }

  select() {
    const shown = this.element.querySelector("tr.coorg-shown");
    const box = (this.row ?? shown)?.querySelector("input[type=checkbox]");
    box?.click();
    return Boolean(box);
  }
}
