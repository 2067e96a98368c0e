/* Lets a condition be chosen by words: an earlier question, a test, its answers. The real fields,
   which hold keys, stay in the page and are what is saved. */

import { data, field, onChange, options, questionOf, questions, quoted, read, said, wrapper, write }
  from "./stream.js";

/** Tests that make sense for questions with one answer, and with several. */
const TESTS = {
  one: ["is", "in", "is_not", "answered", "not_answered"],
  several: ["includes", "is", "is_not", "answered", "not_answered"],
};
let serial = 0;

export class ConditionController extends window.StimulusModule.Controller {
  connect() {
    this.fields = {};
    for (const name of ["question", "op", "answers"]) {
      this.fields[name] = field(this.element, name);
      if (!this.fields[name]) return;
    }
    serial += 1;
    this.name = `coorg-condition-${serial}`;
    this.build();
    this.stop = onChange(() => this.render());
    this.onRenamed = ({ detail }) => this.follow(detail);
    document.addEventListener("coorg-key:renamed", this.onRenamed);
    this.render();
  }

  disconnect() {
    this.stop?.();
    document.removeEventListener("coorg-key:renamed", this.onRenamed);
    for (const part of [this.chooser, this.answers]) part?.remove();
  }

  build() {
    this.chooser = make("div", "w-field__wrapper coorg-condition");
    const label = make("label", "w-field__label", data.words.question);
    label.htmlFor = this.name;
    this.select = make("select");
    this.select.id = this.name;
    this.select.addEventListener("change", () => this.choose());
    this.empty = make("p", "help", data.words.noQuestion);
    this.chooser.append(label, this.select, this.empty);
    wrapper(this.element, "question").before(this.chooser);
    this.answers = make("fieldset", "coorg-answers");
    wrapper(this.element, "answers").before(this.answers);
    this.fields.op.addEventListener("change", () => this.render());
    for (const name of ["question", "answers"]) wrapper(this.element, name).hidden = true;
  }

  /** The earlier questions with choices. */
  get parents() {
    const here = questionOf(this.element);
    const all = questions(this.element);
    return all.slice(0, all.indexOf(here)).map(read).filter((one) => one.type);
  }

  get parent() {
    const key = this.fields.question.value.trim();
    return key ? this.parents.find((one) => one.key === key) : undefined;
  }

  get chosen() {
    return this.fields.answers.value.split(",").map((key) => key.trim()).filter(Boolean);
  }

  get takesValue() {
    return data.operators[this.fields.op.value]?.takesValue ?? true;
  }

  render() {
    if (!this.element.isConnected) return;
    this.renderQuestions();
    this.renderTests();
    this.renderAnswers();
  }

  renderQuestions() {
    const { parents } = this;
    const key = this.fields.question.value.trim();
    const choices = parents.map((one, place) => [String(place), one.label]);
    const place = key ? parents.findIndex((one) => one.key === key) : -1;
    if (key && place < 0) choices.push(["lost", said(data.words.missing, { key })]);
    fill(this.select, [["", data.words.choose], ...choices]);
    this.select.value = place >= 0 ? String(place) : key ? "lost" : "";
    this.select.hidden = !choices.length;
    this.chooser.querySelector("label").hidden = !choices.length;
    this.empty.hidden = Boolean(choices.length);
  }

  renderTests() {
    const { parent } = this;
    const fitting = parent && TESTS[parent.type.multiple ? "several" : "one"];
    for (const option of this.fields.op.options) {
      const fits = !fitting || fitting.includes(option.value) || option.selected;
      option.hidden = option.disabled = !fits;
    }
    wrapper(this.element, "op").hidden = !parent;
  }

  renderAnswers() {
    const { parent } = this;
    this.answers.hidden = !parent || !this.takesValue;
    if (this.answers.hidden) return;
    const { chosen } = this;
    const offered = options(parent.element);
    const lost = chosen.filter((key) => !offered.some((one) => one.key === key));
    const rows = [
      ...offered,
      ...lost.map((key) => ({ key, label: said(data.words.missingAnswer, { key }) })),
    ];
    const state = JSON.stringify([rows.map((one) => [one.key, one.label]), chosen, this.control]);
    if (state === this.shown) return;
    this.shown = state;
    this.rows = rows;
    this.fitAnswers();
    this.labels.forEach((label, place) => {
      const { key, label: words } = rows[place];
      label.control.checked = Boolean(key) && chosen.includes(key);
      label.lastChild.textContent = ` ${words || key}`;
    });
  }

  get labels() {
    return [...this.answers.querySelectorAll("label")];
  }

  /** As many boxes as there are answers. They stay while they fit: one may be under the mouse. */
  fitAnswers() {
    const { control, labels, rows } = this;
    const fits = labels.length === rows.length && labels.every((one) => one.control.type === control);
    if (fits && rows.length) return;
    const focused = labels.findIndex((one) => one.control === document.activeElement);
    const legend = make("legend", "w-field__label", data.words.answers);
    const body = rows.length
      ? rows.map((_row, place) => this.answerRow(place))
      : [make("p", "help", data.words.noAnswer)];
    this.answers.replaceChildren(legend, ...body);
    this.labels[focused]?.control.focus();
  }

  /** “Is” and “is not” mean one answer where only one may be given. */
  get control() {
    const isOne = ["is", "is_not"].includes(this.fields.op.value);
    return isOne && !this.parent?.type.multiple && this.chosen.length < 2 ? "radio" : "checkbox";
  }

  answerRow(place) {
    const label = make("label", "coorg-answer");
    const input = make("input");
    input.type = this.control;
    input.name = `${this.name}-answer`;
    input.setAttribute("form", `${this.name}-none`); // never sent: the real field is
    input.addEventListener("change", () => this.pick(this.rows[place], input));
    label.append(input, "");
    return label;
  }

  pick(answer, input) {
    const key = answer.element ? this.keyOf(answer.element) : answer.key;
    const others = input.type === "radio" ? [] : this.chosen.filter((one) => one !== key);
    write(this.fields.answers, [...others, ...(input.checked ? [key] : [])].join(", "));
  }

  choose() {
    const parent = this.parents[Number(this.select.value)];
    if (this.select.value === "lost") return;
    const key = this.select.value && parent ? this.keyOf(parent.element) : "";
    if (key !== this.fields.question.value) write(this.fields.answers, "");
    write(this.fields.question, key);
    if (parent) this.suit(parent);
    this.render();
  }

  /** A test that fits the kind of question. */
  suit(parent) {
    const fitting = TESTS[parent.type.multiple ? "several" : "one"];
    if (!fitting.includes(this.fields.op.value)) write(this.fields.op, fitting[0]);
    else if (parent.type.multiple && this.fields.op.value === "is") {
      write(this.fields.op, "includes");
    }
  }

  keyOf(element) {
    return this.application.getControllerForElementAndIdentifier(element, "coorg-key").ensure();
  }

  /** A key changed: this condition still means the same question and the same answers. */
  follow({ from, to, isQuestion, question }) {
    if (isQuestion && this.fields.question.value === from) write(this.fields.question, to);
    if (!isQuestion && this.fields.question.value === question && this.chosen.includes(from)) {
      const keys = this.chosen.map((key) => (key === from ? to : key));
      write(this.fields.answers, keys.join(", "));
    }
  }
}

function make(tag, classes = "", text = "") {
  const element = document.createElement(tag);
  if (classes) element.className = classes;
  element.textContent = text;
  return element;
}

/** Replace the options of a select only when they changed: an open list must not close. */
function fill(select, choices) {
  const wanted = JSON.stringify(choices);
  if (select.dataset.choices === wanted) return;
  select.dataset.choices = wanted;
  select.replaceChildren(...choices.map(([value, label]) => new Option(label, value)));
}

/** A test in words: « X » est « Y ». Twin of `tell` in `questions/sentences.py`. */
export function tell(test, parents) {
  const parent = parents.find((one) => one.key === test.question);
  const operator = data.operators[test.op];
  const question = quoted(parent?.label ?? test.question);
  if (!operator?.takesValue) return `${question} ${operator?.label}`;
  const offered = parent ? options(parent.element) : [];
  const others = offered.filter((one) => !test.answers.includes(one.key));
  if (test.op === "in" && others.length && others.length < test.answers.length) {
    return said(data.words.otherThan, { question, answers: listed(others.map(wordsOf)) });
  }
  const chosen = test.answers.map((key) => offered.find((one) => one.key === key) ?? { key });
  return `${question} ${operator.label} ${listed(chosen.map(wordsOf)) || "…"}`;
}

const wordsOf = (one) => quoted(one.label || one.key);
const listed = (labels) => labels.join(data.words.or);
