/*
 * Improves the form, which works without it: shows and hides questions as answers change, opens
 * "specify" fields, counts characters, moves the focus to the summary of errors, sends once.
 */

import { resolve } from "./conditions.js";

const form = document.querySelector("[data-coorg-form]");

if (form) {
  const rules = readRules();
  showQuestions(form, rules);
  form.addEventListener("change", () => showQuestions(form, rules));
  // Whoever comes back finds their answers put back by the browser, after this script ran.
  window.addEventListener("pageshow", () => {
    showQuestions(form, rules);
    calmDown(form, document.getElementById("form-status"));
  });
  form.addEventListener("formdata", (event) => leaveOutHidden(form, event.formData));
  form.addEventListener("submit", (event) => sendOnce(form, event));
  form.querySelectorAll("[data-coorg-limit]").forEach(countCharacters);
  form.querySelectorAll("[data-coorg-largest]").forEach(weighFiles);
  (document.getElementById("error-summary") || document.getElementById("form-here"))?.focus();
}

function readRules() {
  const data = document.getElementById("coorg-rules");
  return data ? JSON.parse(data.textContent) : [];
}

/** Question key → option keys chosen. Fields of hidden questions keep what they hold. */
function readChoices(container) {
  const chosen = {};
  for (const question of container.querySelectorAll("[data-question]")) {
    const marked = question.querySelectorAll("input:checked, select");
    const values = [...marked].map((control) => control.value).filter(Boolean);
    chosen[question.dataset.question] = values;
  }
  return chosen;
}

/** What was answered on the other steps of the form. */
function elsewhere(rules) {
  return Object.fromEntries(
    rules.filter((rule) => rule.chosen).map((rule) => [rule.key, rule.chosen]),
  );
}

function showQuestions(container, rules) {
  const chosen = { ...elsewhere(rules), ...readChoices(container) };
  const { visible, required } = resolve(rules, chosen);
  for (const rule of rules) {
    const question = document.getElementById(`question-${rule.key}`);
    if (!question) continue;
    question.hidden = !visible.includes(rule.key);
    if (rule.required_if) markOptional(question, !required.includes(rule.key));
  }
  container.querySelectorAll("[data-coorg-condition]").forEach((sentence) => {
    sentence.hidden = true;
  });
  container.querySelectorAll("[data-coorg-specify]").forEach((field) => {
    const question = field.closest("[data-question]");
    const keys = chosen[question.dataset.question] || [];
    field.hidden = question.hidden || !keys.includes(field.dataset.coorgSpecify);
  });
}

/**
 * A hidden question is not sent, and keeps what was typed for when it comes back. Its fields are
 * not disabled: browsers put nothing back into those when a person returns to the page.
 */
function leaveOutHidden(container, data) {
  container.querySelectorAll("[data-question][hidden] [name]").forEach((control) => {
    data.delete(control.name);
  });
  container.querySelectorAll("[data-question][hidden]").forEach((question) => {
    data.append("form-hidden", question.dataset.question);
  });
}

function markOptional(question, isOptional) {
  const mark = question.querySelector("[data-coorg-optional]");
  if (!mark) return;
  mark.hidden = !isOptional;
  mark.textContent = mark.dataset.short;
}

/** Says how many characters are left; a screen reader hears it once the person pauses. */
function countCharacters(field) {
  const count = document.getElementById(`${field.id}-count`);
  const spoken = document.createElement("p");
  spoken.className = "coorg-hidden";
  spoken.setAttribute("aria-live", "polite");
  count.after(spoken);
  let pause;
  const update = () => {
    const left = Number(field.dataset.coorgLimit) - [...field.value].length;
    count.textContent = sentence(count.dataset, left);
    count.classList.toggle("coorg-count-over", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => {
      if (document.activeElement === field) spoken.textContent = count.textContent;
    }, 1000);
  };
  field.addEventListener("input", update);
  update();
}

function sentence(words, left) {
  if (left === 1) return words.one;
  if (left === -1) return words.overOne;
  const pattern = left < 0 ? words.over : words.left;
  return pattern.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
}

/** A file that the server would refuse is told before it travels. */
function weighFiles(field) {
  const said = document.createElement("p");
  Object.assign(said, { id: `${field.id}-size`, className: "coorg-error", hidden: true });
  said.setAttribute("role", "alert");
  field.after(said);
  field.addEventListener("change", () => {
    const largest = Number(field.dataset.coorgLargest);
    const heavy = [...field.files].find((file) => file.size > largest);
    said.hidden = !heavy;
    said.textContent = heavy ? field.dataset.tooLarge.replace("{name}", heavy.name) : "";
    if (heavy) field.value = "";
  });
}

/** How long a second click is ignored, in milliseconds: nobody waits for ever. */
const PATIENCE = 8000;

/**
 * A second click does not send twice (the server would notice anyway), and without a connection
 * nothing is sent: the page stays as it is, answers and all.
 */
function sendOnce(container, event) {
  const notice = document.getElementById("form-status");
  if (!navigator.onLine) {
    event.preventDefault();
    notice.textContent = container.dataset.offline;
    return;
  }
  const sentAt = Number(container.dataset.sentAt || 0);
  if (Date.now() - sentAt < PATIENCE) {
    event.preventDefault();
    return;
  }
  container.dataset.sentAt = Date.now();
  notice.textContent = container.dataset.sending;
  setTimeout(() => calmDown(container, notice), PATIENCE);
}

function calmDown(container, notice) {
  delete container.dataset.sentAt;
  notice.textContent = "";
}
