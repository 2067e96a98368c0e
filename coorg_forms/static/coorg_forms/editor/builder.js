/* The builder's behaviours in Wagtail's page editor. Without them, keys are typed by hand. */

import { CheckController } from "./check.js";
import { ConditionController } from "./condition.js";
import { KeyController } from "./key.js";
import { RuleController } from "./rule.js";
import { data } from "./stream.js";

if (data) {
  window.wagtail.app.register("coorg-check", CheckController);
  window.wagtail.app.register("coorg-key", KeyController);
  window.wagtail.app.register("coorg-condition", ConditionController);
  window.wagtail.app.register("coorg-rule", RuleController);
}
