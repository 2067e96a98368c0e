/* Shows the keys that were in force as what they are: to be read, not changed. */

export class FrozenKeysController extends window.StimulusModule.Controller {
  static values = { ids: String };

  connect() {
    this.frozen = new Set(this.idsValue.split(" ").filter(Boolean));
    this.observer = new MutationObserver(() => this.render());
    this.observer.observe(this.element, { childList: true, subtree: true });
    this.render();
  }

  disconnect() {
    this.observer.disconnect();
  }

  render() {
    for (const id of this.element.querySelectorAll("input[type=hidden][name$='-id']")) {
      const name = id.name.replace(/-id$/, "-value-key");
      const key = this.element.querySelector(`input[name="${CSS.escape(name)}"]`);
      if (key) key.readOnly = this.frozen.has(id.value);
    }
  }
}
