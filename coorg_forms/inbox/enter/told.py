"""What the person who asks is told, before the request is sent and after."""

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.questions.dates import written_date
from coorg_forms.questions.phones import PhoneNumber


def what_follows(
    page, received_on: date, *, address: str, phone: PhoneNumber | None = None
) -> list[str]:
    """What happens next, by when and by which way, in the language in force.

    Arguments:
        address: where mails go; empty when nobody is written to.
    """
    days, language = operations.promised_by(page, received_on), get_language() or ""
    read, answer = (written_date(days[clock], language) for clock in ("read", "answer"))
    point = page.contact
    ours = point.number.written(language) if point and point.number else ""
    return [
        _("Someone reads your request by %(date)s.") % {"date": read},
        _("You get an answer by %(date)s.") % {"date": answer},
        _by_which_way(address, phone, language),
        *([_("To reach us: %(phone)s.") % {"phone": ours}] if ours else []),
    ]


def _by_which_way(address: str, phone: PhoneNumber | None, language: str) -> str:
    if address:
        return _("We write to %(address)s.") % {"address": address}
    if phone:
        number = phone.written(language)
        return _("We send no mail: we call you at %(phone)s.") % {"phone": number}
    return _("We send no mail: call us with the number of your request.")
