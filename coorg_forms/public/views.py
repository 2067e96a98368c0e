"""The form page, the link of a draft, and the page of a request that was sent."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coorg_forms.conf import settings
from coorg_forms.models import Draft, SupportRequest
from coorg_forms.public import draft_cookie
from coorg_forms.public.pages import choice_context
from coorg_forms.public.post import Post
from coorg_forms.public.screens import rendered
from coorg_forms.public.sent_page import sent_context
from coorg_forms.public.visit import Visit

SENT = "coorg_forms/public/sent.html"
GONE = "coorg_forms/public/gone.html"
CHOOSE = "coorg_forms/public/choose.html"


@never_cache
def serve_form(request, page):
    """Show the form, or receive what was sent."""
    with translation.override(page.language):
        way = Post if request.method == "POST" else Visit
        return way(request, page).answer()


@never_cache
@require_safe
def resume(request, token: str):
    """The link of a draft: have this browser carry it, unless it carries another one."""
    draft = Draft.objects.alive().filter(token=token).select_related("page", "page__locale").first()
    if draft is None or not draft.page.live:
        return rendered(request, GONE, {"base_template": settings.PAGE_TEMPLATE}, status=410)
    page = draft.page.specific
    carried = draft_cookie.find(request, page)
    if carried and carried != draft and "replace" not in request.GET:
        return _choose(request, page, draft, carried)
    response = HttpResponseRedirect(page.get_url(request))
    response["Referrer-Policy"] = "no-referrer"
    return draft_cookie.give(request, response, page, draft)


@never_cache
@require_safe
def sent(request, token: str):
    """The requester's own page: reference, where the request stands, what happens next."""
    return show_sent(request, sent_request(token))


def sent_request(token: str) -> SupportRequest:
    """The request that a private address names.

    Raises:
        Http404: none.
    """
    return get_object_or_404(
        SupportRequest.objects.select_related("form_version", "establishment", "page"), token=token
    )


def show_sent(request, stored: SupportRequest, *, status=200, **more):
    """The requester's own page, rendered in the language of the request."""
    page = stored.page.specific if stored.page else None
    with translation.override(stored.language):
        context = sent_context(request, page=page, version=stored.form_version, stored=stored)
        response = rendered(request, SENT, {**context, **more}, status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _choose(request, page, draft: Draft, carried: Draft):
    """This browser carries another draft of the form: which one is to go on?"""
    with translation.override(page.language):
        context = choice_context(request, page, mailed=draft, carried=carried)
        return rendered(request, CHOOSE, context)
