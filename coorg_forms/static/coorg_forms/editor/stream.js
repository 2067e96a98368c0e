/* Reads the questions as they stand in the page editor, saved or not, in their order on screen. */

/** What the server tells: see `editor/builder.py`. Null where there is no builder. */
export const data = JSON.parse(document.getElementById("coorg-builder")?.textContent ?? "null");

/** The field of a block called `name`, not that of a block inside it. */
export function field(block, name) {
  const own = [...block.querySelectorAll(`[data-contentpath="${name}"]`)];
  const place = own.find((one) => one.parentElement.closest("[data-controller]") === block);
  return place?.querySelector("input, textarea, select") ?? null;
}

/** The wrapper of that field, with its label. */
export const wrapper = (block, name) => field(block, name)?.closest(`[data-contentpath="${name}"]`);

/** The stream or list item that holds `element`. */
export const item = (element) => element.closest("[data-streamfield-child]");

/** The question's block, from anything in it. */
export const questionOf = (element) => element.closest('[data-controller~="coorg-rule"]');

/** One of the four hidden inputs of an item: deleted, order, type, id. */
export function hidden(child, name) {
  return [...child.children].find(
    (one) => one.tagName === "INPUT" && one.name.endsWith(`-${name}`),
  )?.value;
}

const isKept = (child) => hidden(child, "deleted") !== "1";

/** Every question of the stream that holds `element`, from top to bottom. */
export function questions(element) {
  const child = item(questionOf(element));
  return [...child.parentElement.children]
    .filter((one) => one.matches("[data-streamfield-child]") && isKept(one))
    .map((one) => one.querySelector('[data-controller~="coorg-rule"]'))
    .filter(Boolean);
}

export function read(question) {
  const child = item(question);
  const type = hidden(child, "type");
  return {
    element: question,
    id: hidden(child, "id"),
    type: data.types[type],
    label: field(question, "label")?.value.trim() || data.words.untitled,
    key: field(question, "key")?.value.trim() ?? "",
  };
}

/** The items of a list of a question (`options`, `show_if`…): the blocks with a behaviour. */
export function listed(question, name, behaviour) {
  const list = [...question.querySelectorAll(`[data-contentpath="${name}"]`)].find(
    (one) => one.parentElement.closest("[data-controller]") === question,
  );
  return [...(list?.querySelectorAll(`[data-controller~="${behaviour}"]`) ?? [])].filter((one) =>
    isKept(item(one)),
  );
}

/** The items of the list that holds `element`, itself included. */
export function siblings(element, behaviour) {
  return [...item(element).parentElement.children]
    .filter((one) => one.matches("[data-streamfield-child]") && isKept(one))
    .map((one) => one.querySelector(`[data-controller~="${behaviour}"]`))
    .filter(Boolean);
}

/** What may be answered to a question: `[{ key, label }]`, in the order of the form. */
export function options(question) {
  const { type } = read(question);
  const written = listed(question, "options", "coorg-key").map((one) => ({
    element: one,
    key: field(one, "key")?.value.trim() ?? "",
    label: field(one, "label")?.value.trim() ?? "",
  }));
  const fixed = type.fixed.filter(
    (one) =>
      !(one.alone && written.length) && (!one.when || field(question, one.when)?.checked),
  );
  const establishment = document.querySelector('[name="establishment"]')?.value ?? "";
  const kept = data.lists[establishment]?.[type.list] ?? [];
  return [...fixed, ...kept, ...written].filter((one) => one.label || one.key);
}

/** Write a field as if typed, so that Wagtail sees the change and saves it. */
export function write(input, value) {
  if (!input || input.value === value) return;
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

export const said = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

export const quoted = (text) => said(data.words.quoted, { text });

const listeners = new Set();
let timer;
let isPressed = false;

/** Call `listener` soon after anything changed among the questions. Returns how to stop. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed() {
  clearTimeout(timer);
  timer = setTimeout(draw, 150);
}

/** Not while a button of the mouse is down: what is pressed must still be there when it is let go. */
function draw() {
  if (!isPressed) listeners.forEach((listener) => listener());
}

for (const event of ["input", "change", "click", "drop"]) {
  document.addEventListener(event, changed);
}
document.addEventListener("pointerdown", () => { isPressed = true; }, true);
for (const event of ["pointerup", "pointercancel", "dragend"]) {
  document.addEventListener(event, () => { isPressed = false; changed(); }, true);
}
