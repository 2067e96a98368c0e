"""What a visitor sees when the security cookie did not come back: the form, nothing lost.

Name it in the settings: ``CSRF_FAILURE_VIEW = "coorg_forms.public.csrf.failure"``.
"""

from django.http import Http404
from django.utils import translation
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache
from wagtail.models import Page

from coorg_forms.models import RequestFormMixin
from coorg_forms.public.answer import answer_without_cookie
from coorg_forms.public.ask_review import ask_review_without_cookie
from coorg_forms.public.correct import correct_without_cookie
from coorg_forms.public.post import Post

#: Posts from the requester's own page: address → what shows it again with everything typed.
ON_THEIR_PAGE = {
    "coorg_forms:answer": answer_without_cookie,
    "coorg_forms:review": ask_review_without_cookie,
    "coorg_forms:correct": correct_without_cookie,
}


@never_cache
def failure(request, reason=""):
    """Show a form again with everything typed; Django's own page elsewhere."""
    match = request.resolver_match
    if match and (view := ON_THEIR_PAGE.get(match.view_name)):
        return view(request, **match.kwargs)
    page = _form_page(request)
    if page is None:
        return csrf_failure(request, reason)
    with translation.override(page.language):
        return Post(request, page).answer_without_cookie()


def _form_page(request):
    """The live request form, open to everyone, that was posted to; or None."""
    match = request.resolver_match
    if match is None or match.url_name != "wagtail_serve":
        return None
    try:
        route = Page.route_for_request(request, match.args[0] if match.args else "")
    except Http404:
        return None
    page = route[0].specific if route else None
    is_open = isinstance(page, RequestFormMixin) and page.live
    return page if is_open and not page.get_view_restrictions().exists() else None
