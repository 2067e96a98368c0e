"""Whether a form takes requests, and what an offer says of it. The only place that asks."""

from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.questions.dates import written_moment


def opening(form, language: str) -> tuple[bool, str]:
    """``(is_open, sentence)``. A form without dates nor places is open as long as it is live."""
    ask = getattr(form, "opening", None)
    if ask is None:
        return form.live, ""
    found = ask()
    return form.live and found.is_open, _sentence(found, form, language)


def _sentence(found, form, language: str) -> str:
    """When it opens, until when it is open, since when it is closed and what to do instead."""
    if found.is_open and found.closes_at is None:
        return ""
    if found.is_open:
        return _("Open until %(moment)s.") % _moment(found.closes_at, language)
    if found.state == "soon":
        return _("It opens on %(moment)s.") % _moment(found.opens_at, language)
    if found.state == "full":
        said = _("All places are taken.")
    else:
        said = _("It closed on %(moment)s.") % _moment(found.shut_at, language)
    return " ".join(filter(None, (said, getattr(form, "closed_message", ""))))


def _moment(moment, language: str) -> dict[str, str]:
    written = written_moment(timezone.localtime(moment), language) if moment else ""
    return {"moment": written}
