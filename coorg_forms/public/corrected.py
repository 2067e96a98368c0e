"""What the requester's page says of the correction that they proposed."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.asking.changes import ChangeLine, change_lines, changes_of
from coorg_forms.models import Amendment, SupportRequest, Told
from coorg_forms.questions.dates import written_date
from coorg_forms.questions.schema import Schema


@dataclass(frozen=True)
class Proposed:
    """The last correction, and what came of it."""

    on: str
    outcome: str
    """Empty while it waits."""
    changes: list[ChangeLine] = field(default_factory=list)
    why: str = ""
    answer: str = ""


def correction_context(told: Told, language: str, words: Schema) -> dict:
    """What the template is given, for a page in ``language``.

    Arguments:
        words: the form that was answered, in that language.
    """
    asked = (operations.can_correct(request=one) for one in (told.stored, told.request))
    url = reverse("coorg_forms:correct", args=[told.stored.token])
    last = _last(told.stored)
    return {
        "correct_url": f"{url}?lang={language}" if all(asked) else "",
        "withdraw_url": f"{url}?lang={language}",
        "proposed": _proposed(last, language, words) if last else None,
    }


def said_with_corrections(stored: SupportRequest) -> set[int]:
    """Keys of the messages that are shown with the last correction, not in the conversation."""
    last = _last(stored)
    return {pk for pk in (last.words_id, last.answer_id) if pk} if last else set()


def _last(stored: SupportRequest) -> Amendment | None:
    shown = stored.amendments.exclude(outcome__in=("replaced", "withdrawn"))
    return shown.select_related("words", "answer").last()


def _proposed(last: Amendment, language: str, words: Schema) -> Proposed:
    return Proposed(
        on=written_date(timezone.localdate(last.asked_at), language),
        outcome=last.outcome,
        changes=change_lines(changes_of(words, last.before, last.after, last.personal), words),
        why=last.words.body if last.words else "",
        answer=last.answer.body if last.answer else "",
    )
