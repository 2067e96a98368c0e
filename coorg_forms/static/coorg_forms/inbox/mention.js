/* In a note, @ and the beginning of a name offer the colleagues who may see the request. Choosing
   one writes the name and ticks the person in the list below, which works without this script. */

const MOST = 8;
/* An @ at the beginning of a word, then up to three words of a name, up to the caret. */
const BEGUN = /(?:^|[\s(])@((?:[\p{L}'’.-]+ ?){0,3})$/u;

export class MentionController extends window.StimulusModule.Controller {
  static targets = ["people"];

  connect() {
    this.text = this.element.querySelector("textarea");
    if (!this.text || !this.hasPeopleTarget) return;
    this.build();
    this.listeners = {
      input: () => this.offer(),
      click: () => this.offer(),
      keydown: (event) => this.press(event),
      blur: () => this.close(),
    };
    for (const [name, heard] of Object.entries(this.listeners)) {
      this.text.addEventListener(name, heard);
    }
  }

  disconnect() {
    if (!this.list) return;
    for (const [name, heard] of Object.entries(this.listeners)) {
      this.text.removeEventListener(name, heard);
    }
    this.list.remove();
    this.status.remove();
  }

  /* The popup, and a sentence for those who do not see it. */
  build() {
    this.list = document.createElement("ul");
    this.list.id = `${this.text.id}-people`;
    this.list.className = "coorg-mentions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.peopleTarget.dataset.label);
    this.list.hidden = true;
    this.status = document.createElement("p");
    this.status.className = "w-sr-only";
    this.status.setAttribute("role", "status");
    this.text.after(this.list, this.status);
    this.text.setAttribute("aria-autocomplete", "list");
    this.text.setAttribute("aria-haspopup", "listbox");
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.choose(event.target.closest("[role=option]"));
    });
  }

  get begun() {
    return this.text.value.slice(0, this.text.selectionStart).match(BEGUN);
  }

  offer() {
    const begun = this.begun;
    const found = begun ? this.find(begun[1]) : [];
    if (!found.length) {
      this.close();
      return;
    }
    this.list.replaceChildren(...found.map((box, place) => this.option(box, place)));
    this.list.hidden = false;
    this.text.setAttribute("aria-controls", this.list.id);
    this.point(0);
    this.status.textContent = this.peopleTarget.dataset.found.replace("{n}", found.length);
  }

  find(begun) {
    const words = fold(begun.trim()).split(" ");
    const boxes = [...this.peopleTarget.querySelectorAll("input[type=checkbox]")];
    return boxes.filter((box) => {
      const name = fold(nameOf(box));
      return words.every((word) => name.startsWith(word) || name.includes(` ${word}`));
    }).slice(0, MOST);
  }

  option(box, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.textContent = box.labels[0].textContent.trim();
    option.box = box;
    return option;
  }

  press(event) {
    if (this.list.hidden || event.isComposing) return;
    const last = this.list.children.length - 1;
    const steps = {
      ArrowDown: () => this.point(this.place === last ? 0 : this.place + 1),
      ArrowUp: () => this.point(this.place === 0 ? last : this.place - 1),
      Enter: () => this.choose(this.list.children[this.place]),
      Tab: () => this.choose(this.list.children[this.place]),
      Escape: () => this.close(),
    };
    if (!(event.key in steps) || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    steps[event.key]();
  }

  point(place) {
    this.place = place;
    [...this.list.children].forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === place));
    });
    this.list.children[place].scrollIntoView({ block: "nearest" });
    this.text.setAttribute("aria-activedescendant", this.list.children[place].id);
  }

  choose(option) {
    const begun = this.begun;
    if (!option || !begun) return;
    const end = this.text.selectionStart;
    const name = `@${nameOf(option.box)} `;
    this.text.setRangeText(name, end - begun[1].length - 1, end, "end");
    option.box.checked = true;
    this.peopleTarget.open = true;
    this.text.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.status.textContent = "";
    this.text.removeAttribute("aria-activedescendant");
    this.text.removeAttribute("aria-controls");
  }
}

function nameOf(box) {
  return box.dataset.name || box.labels[0].textContent.trim();
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
