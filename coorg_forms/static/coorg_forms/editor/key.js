/* Suggests the key of a question or of an answer from its words as they are typed, as long as it
   was never published nor written by hand; tells the conditions when a key changes. */

import { data, field, hidden, item, questionOf, questions, said, siblings, write }
  from "./stream.js";

const LIGATURES = { œ: "oe", Œ: "OE", æ: "ae", Æ: "AE", ß: "ss" };
const LEADING_WORDS = new RegExp(data?.leadingWords ?? "^$");

/** Twin of `suggest_key` in `questions/keys.py`. */
export function suggestKey(label, taken = new Set()) {
  const folded = label
    .replace(/[œŒæÆß]/g, (letter) => LIGATURES[letter])
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
  const words = trim(folded.replace(/[^a-z0-9]+/g, "_"));
  let base = trim(words.replace(LEADING_WORDS, "").slice(0, 40)) || "question";
  if (!/^[a-z]/.test(base)) base = `q_${base}`;
  let key = base;
  for (let number = 2; taken.has(key); number += 1) key = `${base}_${number}`;
  return key;
}

const trim = (text) => text.replace(/^_+|_+$/g, "");

export class KeyController extends window.StimulusModule.Controller {
  connect() {
    this.label = field(this.element, "label");
    this.key = field(this.element, "key");
    if (!this.label || !this.key) return;
    this.isQuestion = questionOf(this.element) === this.element;
    this.before = this.label.value;
    this.known = this.key.value;
    this.onLabel = () => this.follow();
    this.onKey = () => this.renamed();
    this.label.addEventListener("input", this.onLabel);
    this.key.addEventListener("input", this.onKey);
    if (this.isCopy) write(this.key, suggestKey(this.label.value || this.key.value, this.taken));
    this.show();
  }

  /** Duplicated from another: the first keeps the key. */
  get isCopy() {
    const { value } = this.key;
    if (!value || this.published || !this.taken.has(value)) return false;
    const same = this.others.find((one) => field(one, "key")?.value === value);
    const after = Node.DOCUMENT_POSITION_FOLLOWING;
    return Boolean(same && same.compareDocumentPosition(this.element) & after);
  }

  disconnect() {
    this.label?.removeEventListener("input", this.onLabel);
    this.key?.removeEventListener("input", this.onKey);
    this.note?.remove();
  }

  /** The key under which it was published, if it was. */
  get published() {
    const question = data.published[hidden(item(questionOf(this.element)), "id")];
    return this.isQuestion ? question?.key : question?.options[hidden(item(this.element), "id")];
  }

  get others() {
    const all = this.isQuestion ? questions(this.element) : siblings(this.element, "coorg-key");
    return all.filter((one) => one !== this.element);
  }

  get taken() {
    const keys = this.others.map((one) => field(one, "key")?.value);
    const past = this.isQuestion ? Object.values(data.published).map((one) => one.key) : [];
    return new Set([...keys, ...past].filter(Boolean));
  }

  /** The words changed: so does a key that came from them. */
  follow() {
    const before = this.before;
    this.before = this.label.value;
    const isOurs = !this.key.value || this.comesFrom(before);
    if (this.published || !isOurs) return;
    write(this.key, this.label.value.trim() ? suggestKey(this.label.value, this.taken) : "");
  }

  comesFrom(words) {
    const base = suggestKey(words);
    return this.key.value === base || new RegExp(`^${base}_\\d+$`).test(this.key.value);
  }

  /** Give a key now: a condition is about to name it. */
  ensure() {
    if (!this.key.value) {
      write(this.key, this.published ?? suggestKey(this.label.value, this.taken));
    }
    return this.key.value;
  }

  renamed() {
    const [from, to] = [this.known, this.key.value];
    this.known = to;
    this.show();
    if (from && to && from !== to && !this.taken.has(from)) {
      const detail = { from, to, isQuestion: this.isQuestion, question: this.ownKey };
      document.dispatchEvent(new CustomEvent("coorg-key:renamed", { detail }));
    }
  }

  /** Key of the question that an answer belongs to. */
  get ownKey() {
    return field(questionOf(this.element), "key")?.value;
  }

  /** The key, small, under the words of the question. */
  show() {
    if (!this.isQuestion) {
      this.key.readOnly = Boolean(this.published);
      return;
    }
    this.note ??= this.addNote();
    this.key.readOnly = Boolean(this.published && this.key.value === this.published);
    const words = this.published ? data.words.keyKept : data.words.key;
    this.note.textContent = this.key.value ? said(words, { key: this.key.value }) : "";
  }

  addNote() {
    const note = document.createElement("p");
    note.className = "coorg-key";
    this.label.closest("[data-field], .w-field, [data-contentpath]").after(note);
    return note;
  }
}
