/* Says on a folded question when it shows and whether it is required, in one plain sentence. */

import { tell } from "./condition.js";
import { data, field, item, listed, onChange, questionOf, questions, read, said } from "./stream.js";

export class RuleController extends window.StimulusModule.Controller {
  connect() {
    this.line = document.createElement("p");
    this.line.className = "coorg-rule";
    item(this.element).querySelector("[data-panel] > .w-panel__header")?.after(this.line);
    this.stop = onChange(() => this.render());
    requestAnimationFrame(() => this.render());
  }

  disconnect() {
    this.stop?.();
    this.line.remove();
  }

  render() {
    if (!this.element.isConnected) return;
    const shown = this.tests("show_if", "show_match");
    const text = [shown && said(data.words.showIf, { tests: shown }), this.requirement(shown)]
      .filter(Boolean)
      .join("\n");
    if (this.line.textContent !== text) this.line.textContent = text;
    this.line.hidden = !text;
  }

  requirement(shown) {
    if (field(this.element, "required")?.checked) return data.words.required;
    const tests = this.tests("required_if", "require_match");
    if (!tests) return "";
    return tests === shown ? data.words.requiredShown : said(data.words.requiredIf, { tests });
  }

  /** The tests of a list in words, or nothing. */
  tests(list, match) {
    const tests = listed(this.element, list, "coorg-condition")
      .map((one) => ({
        question: field(one, "question")?.value.trim(),
        op: field(one, "op")?.value,
        answers: (field(one, "answers")?.value ?? "")
          .split(",")
          .map((key) => key.trim())
          .filter(Boolean),
      }))
      .filter((test) => test.question);
    if (!tests.length) return "";
    const parents = questions(this.element)
      .filter((one) => one !== questionOf(this.element))
      .map(read)
      .filter((one) => one.type);
    const isAny = field(this.element, match)?.value === "any";
    const joined = tests.map((test) => tell(test, parents));
    return joined.join(isAny ? data.words.or : data.words.and);
  }
}
