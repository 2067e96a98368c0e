"""The form page, the link of a draft, and the page of a request that was sent."""

from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coorg_forms.models import SupportRequest
from coorg_forms.public.draft_link import follow
from coorg_forms.public.post import Post
from coorg_forms.public.screens import REFERRER, rendered
from coorg_forms.public.sent_page import languages_of, sent_context
from coorg_forms.public.visit import Visit

SENT = "coorg_forms/public/sent.html"


@never_cache
def serve_form(request, page):
    """Show the form, or receive what was sent."""
    with translation.override(page.language):
        way = Post if request.method == "POST" else Visit
        return way(request, page).answer()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request, token: str):
    """The link of a draft that was mailed."""
    return follow(request, token)


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
    """The requester's own page, in the language of the request or the one that is asked for."""
    language = language_of(request, stored)
    page = form_of(stored, language)
    with translation.override(language):
        context = sent_context(
            request, page=page, version=stored.form_version, stored=stored, language=language
        )
        response = rendered(request, SENT, {**context, **more}, status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = REFERRER
    return response


def language_of(request, stored: SupportRequest) -> str:
    """The language in which the requester reads: the one that is asked for, if there is one."""
    wanted = request.POST.get("form-switch") or request.GET.get("lang") or stored.language
    known = wanted == stored.language or any(one.language == wanted for one in languages_of(stored))
    return wanted if known else stored.language


def form_of(stored: SupportRequest, language: str):
    """The form that the request answered, in ``language`` if it exists in it."""
    if stored.page is None:
        return None
    others = stored.page.get_translations(inclusive=True).filter(locale__language_code=language)
    return (others.first() or stored.page).specific
