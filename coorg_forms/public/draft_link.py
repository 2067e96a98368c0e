"""The link of a draft: it opens it once, for whoever presses the button."""

from django.http import HttpResponseRedirect
from django.utils import timezone, translation

from coorg_forms import operations
from coorg_forms.conf import settings
from coorg_forms.models import Draft
from coorg_forms.public import draft_cookie
from coorg_forms.public.draft_acts import may_be_mailed, where_to_go_on
from coorg_forms.public.filling import Filling
from coorg_forms.public.pages import alternates, contact_of
from coorg_forms.public.screens import REFERRER, rendered
from coorg_forms.questions.dates import written_date

LINK = "coorg_forms/public/link.html"
USED = "coorg_forms/public/link_used.html"
GONE = "coorg_forms/public/gone.html"


def follow(request, link: str):
    """A look at the address writes nothing: mail systems look at links before people do."""
    alive = Draft.objects.alive().select_related("page", "page__locale", "version")
    draft = alive.filter(link=link).first() or alive.filter(used_link=link).first()
    if draft is None or not draft.page.live:
        return rendered(request, GONE, {"base_template": settings.PAGE_TEMPLATE}, status=410)
    page = _page(request, draft)
    with translation.override(page.language):
        act = _unused if draft.link == link else _used
        return act(request, page, draft)


def _page(request, draft: Draft):
    """The form in the language that is asked for, or in that of the draft."""
    page, wanted = draft.page.specific, request.GET.get("lang", "")
    others = page.get_translations().live().filter(locale__language_code=wanted)
    return (others.first() or page).specific


def _unused(request, page, draft: Draft):
    if request.method == "POST":
        return _open(request, page, draft)
    carried = draft_cookie.find(request, page)
    is_other = carried is not None and carried != draft
    day = written_date(timezone.localdate(draft.saved_at), page.language)
    other = written_date(timezone.localdate(carried.saved_at), page.language) if is_other else ""
    context = {"saved_on": day, "carried_on": other, "form_url": page.get_url(request)}
    return _shown(request, LINK, page, draft, **context)


def _open(request, page, draft: Draft):
    operations.open_link(draft=draft, is_passed_on="form-passed-on" in request.POST)
    filling = Filling(request, page)
    filling.draft = draft
    response = HttpResponseRedirect(filling.address(where_to_go_on(filling)))
    response.status_code = 303
    response["Referrer-Policy"] = REFERRER
    return draft_cookie.give(request, response, page, draft)


def _used(request, page, draft: Draft):
    """The link was followed before: another one may be sent, to the address that it went to."""
    carried = draft_cookie.find(request, page) == draft
    context = {"form_url": page.get_url(request) if carried else "", "email": _masked(draft.email)}
    if request.method != "POST":
        return _shown(request, USED, page, draft, **context)
    if not may_be_mailed(request, draft):
        return _shown(request, USED, page, draft, status=429, too_many=True, **context)
    operations.mail_draft_link(draft=draft, page=page, email=draft.email)
    return _shown(request, USED, page, draft, is_sent=True, **context)


def _shown(request, template: str, page, draft: Draft, status=200, **context):
    context |= {
        "request": request,
        "page": page,
        "base_template": settings.PAGE_TEMPLATE,
        "language": page.language,
        "title": draft.version.title,
        "alternates": alternates(page, request),
        **contact_of(page),
    }
    response = rendered(request, template, context, status)
    response["Referrer-Policy"] = REFERRER
    return response


def _masked(email: str) -> str:
    """``z…@example.org``: enough for its owner to know it."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}" if host else ""
