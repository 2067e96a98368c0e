/* Says how far the weights of the criteria are from 100, as they are typed. */

const WHOLE = 100;
const NAME = /^(criteria-\d+)-value-weight$/;

export class WeightsController extends window.StimulusModule.Controller {
  static targets = ["total"];
  static values = { whole: String, less: String, more: String };

  connect() {
    this.update = () => requestAnimationFrame(() => this.render());
    for (const kind of ["input", "change", "click"]) {
      this.element.addEventListener(kind, this.update);
    }
  }

  disconnect() {
    for (const kind of ["input", "change", "click"]) {
      this.element.removeEventListener(kind, this.update);
    }
  }

  /** The sum over the criteria that are not deleted. */
  get total() {
    return [...this.element.querySelectorAll("input[name$='-value-weight']")].reduce(
      (sum, input) => sum + (this.isKept(input) ? Number.parseInt(input.value, 10) || 0 : 0),
      0,
    );
  }

  isKept(input) {
    const [, place] = input.name.match(NAME) ?? [];
    const deleted = this.element.querySelector(`input[name="${place}-deleted"]`);
    return place !== undefined && deleted?.value !== "1";
  }

  render() {
    const { total } = this;
    const words = total === WHOLE ? this.wholeValue : total < WHOLE ? this.lessValue : this.moreValue;
    const said = words
      .replace("%(total)s", total)
      .replace("%(left)s", WHOLE - total)
      .replace("%(more)s", total - WHOLE);
    if (this.totalTarget.textContent !== said) this.totalTarget.textContent = said;
  }
}
