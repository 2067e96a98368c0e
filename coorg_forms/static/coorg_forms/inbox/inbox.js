/* The inbox's behaviours in Wagtail's admin. Without them everything is a plain page. */

import { ExportController } from "./export.js";
import { KeysController } from "./keys.js";
import { MentionController } from "./mention.js";
import { PresenceController } from "./presence.js";
import { RowsController } from "./rows.js";
import { SplitController } from "./split.js";
import { UndoController } from "./undo.js";

window.wagtail.app.register("coorg-export", ExportController);
window.wagtail.app.register("coorg-keys", KeysController);
window.wagtail.app.register("coorg-mention", MentionController);
window.wagtail.app.register("coorg-presence", PresenceController);
window.wagtail.app.register("coorg-rows", RowsController);
window.wagtail.app.register("coorg-split", SplitController);
window.wagtail.app.register("coorg-undo", UndoController);
