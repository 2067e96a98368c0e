"""The reminder of what needs a member of staff: references, dates and links, nothing else.

It is made when the mail leaves, from what is in the person's reach then.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from coorg_forms.conf import settings
from coorg_forms.delivery import health
from coorg_forms.models import SupportRequest
from coorg_forms.models.needs import needs_of
from coorg_forms.models.reach import Reach
from coorg_forms.questions.dates import written_date

#: References named for each need; the link leads to all.
NAMED = 10


@dataclass(frozen=True)
class Section:
    label: str
    count: int
    link: str
    lines: list[dict]
    """``{"reference", "due", "is_late", "link"}`` each, the first promised first."""


def compose(user) -> tuple[str, str] | None:
    """Subject and body, in the language in force; None when nothing needs ``user``."""
    reach = Reach(user)
    context = {
        "sections": sections(user, reach),
        "troubles": health.troubles(user, reach),
        "health_link": _absolute("coorg_requests:health"),
        "account_link": _absolute("wagtailadmin_account"),
        "home_link": _absolute("wagtailadmin_home"),
    }
    if not context["sections"] and not context["troubles"]:
        return None
    return (
        render_to_string("coorg_forms/email/digest_subject.txt", context),
        render_to_string("coorg_forms/email/digest_body.txt", context),
    )


def has_something_for(user) -> bool:
    """Whether anything needs ``user`` now."""
    reach = Reach(user)
    visible = SupportRequest.objects.visible_to(user, reach).order_by()
    if any(visible.filter(need.holds(user)).exists() for need in needs_of(user)):
        return True
    return bool(health.troubles(user, reach))


def sections(user, reach: Reach) -> list[Section]:
    """What needs ``user``, without what holds nothing."""
    found = []
    for need in needs_of(user):
        requests = SupportRequest.objects.visible_to(user, reach).filter(need.holds(user))
        if count := requests.order_by().count():
            link = _absolute("coorg_requests:view_index", need.code)
            found.append(Section(str(need.label), count, link, _lines(requests)))
    return found


def _lines(requests) -> list[dict]:
    today = timezone.localdate()
    rows = requests.order_by("due_key", "received_at", "pk").values_list("reference", "due_on")
    return [
        {
            "reference": reference,
            "due": written_date(due, get_language() or "") if due else "",
            "is_late": bool(due and due < today),
            "link": _absolute("coorg_requests:detail", reference),
        }
        for reference, due in rows[:NAMED]
    ]


def _absolute(name: str, *args) -> str:
    return settings.BASE_URL + reverse(name, args=args)
