"""What may happen: one file per verb, the only code that writes requests.

Functions with keyword arguments, ``can_x`` beside ``x``, no HTTP request. Each writes the change,
its event and its outgoing mail in one transaction, and signals after the commit.
"""

from coorg_forms.operations.assign import (
    assign,
    can_assign,
    can_take,
    can_unassign,
    take,
    unassign,
)
from coorg_forms.operations.attach import Refused, answers_of, attach, detach, too_big
from coorg_forms.operations.bulk import each
from coorg_forms.operations.converse import answer, can_answer, can_reply, reply
from coorg_forms.operations.errors import AlreadyTaken, Forbidden, StaleRequest
from coorg_forms.operations.export import can_export, export
from coorg_forms.operations.holidays import can_propose_holidays, propose_holidays
from coorg_forms.operations.import_form import Imported, import_form, importable_models
from coorg_forms.operations.keep_draft import (
    erase_draft,
    keep_draft,
    mail_draft_link,
    purge_drafts,
    save_draft,
    warn_of_erasure,
)
from coorg_forms.operations.move import can_move, move
from coorg_forms.operations.note import can_note, note
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
from coorg_forms.operations.retry_delivery import can_retry_delivery, retry_delivery
from coorg_forms.operations.route import can_route, route
from coorg_forms.operations.short_links import count_visit, make_links
from coorg_forms.operations.views import can_delete_view, delete_view, prefer, save_view

__all__ = [
    "AlreadyTaken",
    "Forbidden",
    "Imported",
    "Refused",
    "StaleRequest",
    "Submission",
    "already_received",
    "answer",
    "answers_of",
    "assign",
    "attach",
    "can_answer",
    "can_assign",
    "can_delete_view",
    "can_export",
    "can_move",
    "can_note",
    "can_plan",
    "can_propose_holidays",
    "can_quarantine",
    "can_release",
    "can_reply",
    "can_retry_delivery",
    "can_route",
    "can_take",
    "can_unassign",
    "close_as_spam",
    "count_visit",
    "delete_view",
    "detach",
    "draft_version",
    "each",
    "erase_draft",
    "export",
    "import_form",
    "importable_models",
    "keep_draft",
    "mail_draft_link",
    "make_links",
    "move",
    "note",
    "plan",
    "prefer",
    "propose_holidays",
    "purge_accesses",
    "purge_drafts",
    "quarantine",
    "receive",
    "received_from",
    "record_access",
    "record_version",
    "release",
    "remind",
    "reply",
    "retry_delivery",
    "route",
    "save_draft",
    "save_view",
    "take",
    "too_big",
    "unassign",
    "warn_of_erasure",
]
