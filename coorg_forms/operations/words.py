"""The words that a search finds a request by: its answers, and what was written about it since."""

from collections.abc import Mapping

from django.db.models import F, Value
from django.db.models.functions import Concat, Left
from django.utils import timezone

from coorg_forms.models import Message, SupportRequest
from coorg_forms.questions.answers import search_text
from coorg_forms.questions.likeness import fold_for_search
from coorg_forms.questions.schema import Schema

#: Characters that are kept. PostgreSQL refuses a document whose words take over 1 MiB
#: (its manual, 12.11 “Limitations”): a short word takes up to three times its length there.
LONGEST = 200_000
#: Kinds of messages that only those read who have handed in their own evaluation.
NOT_SEARCHED = ["joint"]


def of_answers(schema: Schema, answers: Mapping, reference: str) -> str:
    """The words of a request that nobody wrote about yet.

    Arguments:
        answers: question key → answer that is not personal.
    """
    said = [
        search_text(question, answers[question.key])
        for question in schema.questions
        if question.key in answers
    ]
    return fold_for_search(" ".join([reference, *said]))[:LONGEST]


def add(message: Message) -> None:
    """Find the request by the ``message`` too. Of two at once both are found: the row adds."""
    if message.kind in NOT_SEARCHED:
        return
    longer = Left(Concat(F("search_text"), Value(f" {fold_for_search(message.body)}")), LONGEST)
    SupportRequest.objects.filter(pk=message.request_id).update(search_text=longer)


def withdraw(message: Message) -> None:
    """Take a message back: nobody reads it any more but its author, and no search finds it."""
    message.withdrawn_at = timezone.now()
    message.save(update_fields=["withdrawn_at"])
    gather(message.request)


def gather(request: SupportRequest) -> None:
    """Read again everything that was said in ``request``: its answers, and what is not taken back.

    The row is locked first: words that a colleague adds meanwhile come after, or are read here.
    """
    stored = SupportRequest.objects.select_for_update().get(pk=request.pk)
    said = Message.objects.filter(request=request, withdrawn_at=None)
    said = said.exclude(kind__in=NOT_SEARCHED)
    words = [of_answers(request.form_version.parsed, stored.answers, stored.reference)]
    words += [fold_for_search(body) for body in said.values_list("body", flat=True)]
    stored.search_text = " ".join(filter(None, words))[:LONGEST]
    stored.save(update_fields=["search_text"])
