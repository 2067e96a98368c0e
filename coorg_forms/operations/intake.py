"""How a request came that staff write down: who spoke, when, whom to write to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms.models import Contact, RequestFormMixin, SupportRequest
from coorg_forms.questions.schema import Schema

#: A receipt further back is rather a slip of the pen.
LONGEST_AGO = timedelta(days=366)

#: code → how the requester came to know what is done with what they say; stored for ever.
NOTICES = {
    "read": gettext_lazy("I read it aloud to them"),
    "paper": gettext_lazy("It stands on the paper that they filled in"),
    "later": gettext_lazy("Not yet: it goes along with our first answer"),
}

#: Codes of the channels that staff enter.
CHANNELS = tuple(code for code, _label in SupportRequest.CHANNELS if code != "web")


@dataclass(frozen=True)
class Intake:
    """What staff say of a request that they enter."""

    user: object
    """The member of staff."""
    channel: str
    received_on: date
    """The day on which it came; promises are counted from it."""
    notice: str
    updates: str
    """A code of ``Contact.UPDATES``."""
    speaker: str = ""
    """Name of someone who asked in the requester's name."""
    speaker_tie: str = ""
    speaker_email: str = ""

    @property
    def received_at(self) -> datetime:
        """Now, or noon of an earlier day."""
        if self.received_on == timezone.localdate():
            return timezone.now()
        return timezone.make_aware(datetime.combine(self.received_on, time(12)))

    @property
    def of_contact(self) -> dict[str, str]:
        """Columns of the contact: what erasure wipes."""
        return {
            "updates": self.updates,
            "speaker": self.speaker,
            "speaker_tie": self.speaker_tie,
            "speaker_email": self.speaker_email,
        }

    @property
    def of_event(self) -> dict[str, object]:
        """What the history keeps: codes."""
        told = {"channel": self.channel, "notice": self.notice}
        return {**told, **({"on_behalf": True} if self.speaker else {})}

    def address(self, schema: Schema, clean: Mapping) -> str:
        """Where mails will go; empty when nobody is written to.

        Arguments:
            clean: question key → valid answer.
        """
        question = schema.by_role.get("email")
        said = clean.get(question.key, "") if question else ""
        contact = Contact(email=said or "", updates=self.updates, speaker_email=self.speaker_email)
        return contact.mail_address


def intake_faults(
    intake: Intake, page: RequestFormMixin, schema: Schema, clean: Mapping
) -> Iterator[tuple[str, str]]:
    """``(field of the intake, sentence)`` of each thing that keeps it from being entered."""
    if intake.channel not in CHANNELS:
        yield "channel", _("Say how the request came.")
    if intake.notice not in NOTICES:
        yield "notice", _("Say how they know what is done with what they tell.")
    if fault := _fault_of_day(intake.received_on, page):
        yield "received_on", fault
    if intake.speaker_tie and not intake.speaker:
        yield "speaker", _("Write the name of the person who speaks for the requester.")
    if intake.updates not in dict(Contact.UPDATES):
        yield "updates", _("Say who receives the news of the request.")
    elif intake.updates != "none" and not intake.address(schema, clean):
        yield _without_address(intake)


def _without_address(intake: Intake) -> tuple[str, str]:
    if intake.updates == "speaker":
        return "speaker_email", _("Write the email of the person who speaks for the requester.")
    return "updates", _(
        "The requester gave no email: write it among the answers below, or choose another way."
    )


def _fault_of_day(day: date, page: RequestFormMixin) -> str:
    today = timezone.localdate()
    if day > today:
        return _("This day is still to come. Write today’s date or an earlier one.")
    if day < today - LONGEST_AGO:
        return _("This day is more than a year ago. Check the year.")
    opening = page.opening()
    if opening.opens_at and day < timezone.localdate(opening.opens_at):
        return _("The form was not open yet on that day.")
    if opening.shut_at and day > timezone.localdate(opening.shut_at):
        return _("The form was closed on that day: only what came in time is entered.")
    return ""
