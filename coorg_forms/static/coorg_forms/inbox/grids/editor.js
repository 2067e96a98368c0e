/* The behaviours of the grid editor. Without them, the server says the total after saving, and
   keeps the keys that were in force. */

import { FrozenKeysController } from "./frozen_keys.js";
import { WeightsController } from "./weights.js";

window.wagtail.app.register("coorg-weights", WeightsController);
window.wagtail.app.register("coorg-frozen-keys", FrozenKeysController);
