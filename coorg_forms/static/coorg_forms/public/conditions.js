/*
 * The same rules as questions/conditions.py, for the browser. The server's word is the one that
 * counts: this only shows and hides. tests/cases/conditions.json is run through both.
 */

const OPERATORS = {
  is: (chosen, wanted) => chosen.length > 0 && sameSet(chosen, wanted),
  in: (chosen, wanted) => chosen.some((key) => wanted.includes(key)),
  is_not: (chosen, wanted) => chosen.length > 0 && !sameSet(chosen, wanted),
  includes: (chosen, wanted) => chosen.some((key) => wanted.includes(key)),
  answered: (chosen) => chosen.length > 0,
  not_answered: (chosen) => chosen.length === 0,
};

function sameSet(left, right) {
  const a = new Set(left);
  const b = new Set(right);
  return a.size === b.size && [...a].every((key) => b.has(key));
}

function asKeys(value) {
  return typeof value === "string" ? [value] : value || [];
}

/** Whether `condition` holds, given what was chosen for each visible question. */
export function holds(condition, seen) {
  const match = condition.any ? "any" : "all";
  const results = condition[match].map((test) =>
    OPERATORS[test.op](seen[test.question] || [], asKeys(test.value)),
  );
  return match === "any" ? results.some(Boolean) : results.every(Boolean);
}

/**
 * Which questions are visible and required.
 * @param {Array} rules one per question, in order: {key, required, show_if, required_if}
 * @param {Object} chosen question key → option keys chosen, or any text for other questions
 * @returns {{visible: string[], required: string[]}}
 */
export function resolve(rules, chosen) {
  const seen = {};
  const visible = [];
  const required = [];
  for (const rule of rules) {
    if (rule.show_if && !holds(rule.show_if, seen)) continue;
    visible.push(rule.key);
    if (rule.required || (rule.required_if && holds(rule.required_if, seen))) {
      required.push(rule.key);
    }
    const answer = chosen[rule.key] || [];
    if (answer.length) seen[rule.key] = answer;
  }
  return { visible, required };
}
