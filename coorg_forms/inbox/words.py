"""Dates, states and suspicions as staff read them. Words carry the meaning, never colour alone."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from coorg_forms.models import Absence, CriteriaGrid, SupportRequest
from coorg_forms.operations.writing import name_of
from coorg_forms.questions.dates import (
    ENGLISH_MONTHS,
    FRENCH_MONTHS,
    written_date,
    written_time,
)
from coorg_forms.triage.states import OUTCOMES

#: Why a request was put in quarantine: code → sentence.
SUSPICIONS = {
    "honeypot": gettext_lazy("A field that only robots see was filled in."),
    "no_token": gettext_lazy("The form was sent without having been opened."),
    "too_fast": gettext_lazy("The form was filled in faster than a person can."),
    "too_old": gettext_lazy("The form was sent long after it was opened."),
    "rate": gettext_lazy("Many forms came from the same place in a short time."),
    "links": gettext_lazy("The answers hold many web addresses."),
    "captcha_missed": gettext_lazy("The check against robots was not passed."),
    "staff": gettext_lazy("A member of staff put it aside."),
}


@dataclass(frozen=True)
class Due:
    """By when something was promised."""

    text: str
    tone: str = ""
    """``late``, ``soon`` or nothing: only a second sign beside the words."""


def received_ago(request: SupportRequest) -> str:
    """``received 3 days ago``."""
    days = _days_since(timezone.localdate(request.received_at))
    if days <= 0:
        return _("received today")
    if days == 1:
        return _("received yesterday")
    return ngettext("received %(days)s day ago", "received %(days)s days ago", days) % {
        "days": days
    }


def due_in(request: SupportRequest) -> Due | None:
    """``due in 2 days``, ``1 day late``; None when nothing is promised."""
    if request.due_on is None or not request.is_open:
        return None
    days = -_days_since(request.due_on)
    if days < 0:
        late = ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
        return Due(late, "late")
    if days == 0:
        return Due(_("due today"), "soon")
    if days == 1:
        return Due(_("due tomorrow"), "soon")
    return Due(ngettext("due in %(days)s day", "due in %(days)s days", days) % {"days": days})


def ended_ago(request: SupportRequest) -> str:
    """``ended 3 days ago``; empty while the request is open."""
    if request.is_open:
        return ""
    days = _days_since(timezone.localdate(request.closed_at))
    if days <= 0:
        return _("ended today")
    if days == 1:
        return _("ended yesterday")
    return ngettext("ended %(days)s day ago", "ended %(days)s days ago", days) % {"days": days}


def state_label(request: SupportRequest) -> str:
    """The state, or the outcome that says more than it."""
    if request.outcome in ("spam", "duplicate"):
        return str(OUTCOMES[request.outcome])
    return str(request.known_state.label)


def away(absence: Absence | None, stands_in) -> str:
    """``away until May 3, replaced by …``; empty for someone who is there.

    Arguments:
        stands_in: who acts for the person, or None.
    """
    if absence is None:
        return ""
    said = {"date": on_day(absence.ends_on), "name": name_of(stands_in)}
    if stands_in is None:
        return _("away until %(date)s") % said
    return _("away until %(date)s, replaced by %(name)s") % said


def waiting_on(request: SupportRequest) -> str:
    """Whom the request waits for besides the team; empty when it waits for nobody else."""
    return _("waiting on the requester") if request.state == "info_needed" else ""


def who_asks(request: SupportRequest, audiences: dict[str, str]) -> str:
    """The group, or its kind when it has no name. Never a person."""
    if request.organization:
        return request.organization
    return audiences.get(request.audience.code, "") if request.audience else ""


def excerpt(request: SupportRequest) -> str:
    """The beginning of the need, cut between two words."""
    longest = request._meta.get_field("excerpt").max_length
    if len(request.excerpt) < longest:
        return request.excerpt
    return request.excerpt.rsplit(" ", 1)[0].rstrip(" .,;:") + "…"


def evaluated(request: SupportRequest, grid: CriteriaGrid | None = None) -> str:
    """``2 of 3 evaluated``; empty where nobody is asked to."""
    needed = request.evaluations_needed or (grid.needed if grid else 0)
    if not needed:
        return ""
    return ngettext(
        "%(done)s of %(needed)s evaluated", "%(done)s of %(needed)s evaluated", request.evaluated
    ) % {"done": request.evaluated, "needed": needed}


def number(value) -> str:
    """``2`` or ``2.5``, as the reader's language writes it."""
    return formats.number_format(value) if value % 1 else str(int(value))


def suspicions(codes) -> list[str]:
    """Why a request is in quarantine, a sentence for each code."""
    return [str(SUSPICIONS.get(code, code)) for code in codes]


def on_day(day: date | None) -> str:
    return written_date(day, get_language() or "") if day else ""


def month(written: str) -> str:
    """``2027-06`` → ``juin 2027``."""
    year, number = written.split("-")
    names = FRENCH_MONTHS if (get_language() or "").startswith("fr") else ENGLISH_MONTHS
    return f"{names[int(number) - 1]} {year}"


def at_moment(moment: datetime) -> str:
    """``24 juin 2027, 14 h 05`` in the site's time zone."""
    local, language = timezone.localtime(moment), get_language() or ""
    return _("%(date)s, %(time)s") % {
        "date": written_date(local.date(), language),
        "time": written_time(local.time(), language),
    }


def _days_since(day: date) -> int:
    return (timezone.localdate() - day).days
