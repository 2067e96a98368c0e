"""What may happen: one file per verb, the only code that writes requests.

Functions with keyword arguments, ``can_x`` beside ``x``, no HTTP request. Each writes the change,
its event and its outgoing mail in one transaction, and signals after the commit.
"""

from coorg_forms.operations.absences import can_declare_absence, declare_absence, end_absence
from coorg_forms.operations.assign import (
    assign,
    can_assign,
    can_take,
    can_unassign,
    take,
    unassign,
)
from coorg_forms.operations.attach import Refused, answers_of, attach, detach, too_big
from coorg_forms.operations.attach_all import attach_all
from coorg_forms.operations.be_present import be_present, leave
from coorg_forms.operations.bulk import each
from coorg_forms.operations.choose_band import can_choose_band, choose_band
from coorg_forms.operations.converse import answer, can_answer, reply
from coorg_forms.operations.correct import (
    accept_correction,
    can_answer_correction,
    can_correct,
    correct,
    correction_of,
    pending_amendment,
    refuse_correction,
    withdraw_correction,
)
from coorg_forms.operations.decide import Ruling, can_decide, decide
from coorg_forms.operations.declare_conflict import (
    can_declare_conflict,
    can_withdraw_conflict,
    declare_conflict,
    withdraw_conflict,
)
from coorg_forms.operations.duplicate import (
    can_mark_duplicate,
    can_separate,
    mark_duplicate,
    separate,
)
from coorg_forms.operations.enter import (
    can_enter,
    enter,
    enterable,
    keep_entry,
    promised_by,
)
from coorg_forms.operations.erase import erase, erase_expired
from coorg_forms.operations.errors import (
    AlreadyTaken,
    Forbidden,
    Incomplete,
    StaleEvaluation,
    StaleRequest,
    Unfinished,
)
from coorg_forms.operations.evaluate import Findings, can_evaluate, evaluate
from coorg_forms.operations.explain import can_explain
from coorg_forms.operations.export import begin_export, can_export, export
from coorg_forms.operations.grids import (
    GridRefused,
    StaleGrid,
    activate_grid,
    can_change_grid,
    can_change_grids,
    discard_grid,
    draft_grid,
    grid_faults,
    normal_definition,
    save_grid,
)
from coorg_forms.operations.holidays import can_propose_holidays, propose_holidays
from coorg_forms.operations.import_form import Imported, import_form, importable_models
from coorg_forms.operations.intake import CHANNELS, NOTICES, Intake, intake_faults
from coorg_forms.operations.keep_draft import (
    erase_draft,
    keep_draft,
    leave_device,
    mail_draft_link,
    open_link,
    purge_drafts,
    save_draft,
    stop_link,
    warn_of_erasure,
)
from coorg_forms.operations.mention import colleagues_who_see
from coorg_forms.operations.message_files import (
    keep_files,
    message_question,
    purge_message_files,
)
from coorg_forms.operations.move import can_move, move
from coorg_forms.operations.new_page import offer_models, start_offer
from coorg_forms.operations.note import can_note, note
from coorg_forms.operations.order_rules import can_order_rules, order_rule
from coorg_forms.operations.plan import can_plan, plan
from coorg_forms.operations.publish_form import draft_version, record_version
from coorg_forms.operations.quarantine import (
    can_quarantine,
    can_release,
    close_as_spam,
    quarantine,
    release,
)
from coorg_forms.operations.receive import Submission, already_received, receive, received_from
from coorg_forms.operations.record_access import purge_accesses, record_access
from coorg_forms.operations.remind import remind
from coorg_forms.operations.renew_link import can_renew_link, renew_link
from coorg_forms.operations.reopen_evaluation import can_reopen_evaluation, reopen_evaluation
from coorg_forms.operations.retry_delivery import can_retry_delivery, retry_delivery
from coorg_forms.operations.retry_reminder import can_retry_reminder, retry_reminder
from coorg_forms.operations.review_refusal import (
    answer_review,
    ask_review,
    can_answer_review,
    can_ask_review,
    can_give_review,
    give_review,
)
from coorg_forms.operations.route import can_route, route
from coorg_forms.operations.settle_delivery import can_settle_delivery, settle_delivery
from coorg_forms.operations.short_links import count_visit, make_links, make_prefilled_link
from coorg_forms.operations.submit_evaluation import can_submit_evaluation, submit_evaluation
from coorg_forms.operations.tally import Tally, tally
from coorg_forms.operations.together import can_reply, can_reply_together
from coorg_forms.operations.undo import can_undo, last_act, seconds_left, undo
from coorg_forms.operations.views import can_delete_view, delete_view, prefer, save_view
from coorg_forms.operations.write_joint_note import can_write_joint_note, write_joint_note

__all__ = [
    "CHANNELS",
    "NOTICES",
    "AlreadyTaken",
    "Findings",
    "Forbidden",
    "GridRefused",
    "Imported",
    "Incomplete",
    "Intake",
    "Refused",
    "Ruling",
    "StaleEvaluation",
    "StaleGrid",
    "StaleRequest",
    "Submission",
    "Tally",
    "Unfinished",
    "accept_correction",
    "activate_grid",
    "already_received",
    "answer",
    "answer_review",
    "answers_of",
    "ask_review",
    "assign",
    "attach",
    "attach_all",
    "be_present",
    "begin_export",
    "can_answer",
    "can_answer_correction",
    "can_answer_review",
    "can_ask_review",
    "can_assign",
    "can_change_grid",
    "can_change_grids",
    "can_choose_band",
    "can_correct",
    "can_decide",
    "can_declare_absence",
    "can_declare_conflict",
    "can_delete_view",
    "can_enter",
    "can_evaluate",
    "can_explain",
    "can_export",
    "can_give_review",
    "can_mark_duplicate",
    "can_move",
    "can_note",
    "can_order_rules",
    "can_plan",
    "can_propose_holidays",
    "can_quarantine",
    "can_release",
    "can_renew_link",
    "can_reopen_evaluation",
    "can_reply",
    "can_reply_together",
    "can_retry_delivery",
    "can_retry_reminder",
    "can_route",
    "can_separate",
    "can_settle_delivery",
    "can_submit_evaluation",
    "can_take",
    "can_unassign",
    "can_undo",
    "can_withdraw_conflict",
    "can_write_joint_note",
    "choose_band",
    "close_as_spam",
    "colleagues_who_see",
    "correct",
    "correction_of",
    "count_visit",
    "decide",
    "declare_absence",
    "declare_conflict",
    "delete_view",
    "detach",
    "discard_grid",
    "draft_grid",
    "draft_version",
    "each",
    "end_absence",
    "enter",
    "enterable",
    "erase",
    "erase_draft",
    "erase_expired",
    "evaluate",
    "export",
    "give_review",
    "grid_faults",
    "import_form",
    "importable_models",
    "intake_faults",
    "keep_draft",
    "keep_entry",
    "keep_files",
    "last_act",
    "leave",
    "leave_device",
    "mail_draft_link",
    "make_links",
    "make_prefilled_link",
    "mark_duplicate",
    "message_question",
    "move",
    "normal_definition",
    "note",
    "offer_models",
    "open_link",
    "order_rule",
    "pending_amendment",
    "plan",
    "prefer",
    "promised_by",
    "propose_holidays",
    "purge_accesses",
    "purge_drafts",
    "purge_message_files",
    "quarantine",
    "receive",
    "received_from",
    "record_access",
    "record_version",
    "refuse_correction",
    "release",
    "remind",
    "renew_link",
    "reopen_evaluation",
    "reply",
    "retry_delivery",
    "retry_reminder",
    "route",
    "save_draft",
    "save_grid",
    "save_view",
    "seconds_left",
    "separate",
    "settle_delivery",
    "start_offer",
    "stop_link",
    "submit_evaluation",
    "take",
    "tally",
    "too_big",
    "unassign",
    "undo",
    "warn_of_erasure",
    "withdraw_conflict",
    "withdraw_correction",
    "write_joint_note",
]
