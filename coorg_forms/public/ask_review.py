"""The address where requesters ask that a refusal be looked at again, from their own page."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coorg_forms import operations
from coorg_forms.operations.errors import OperationError
from coorg_forms.public.views import sent_request, show_sent


@never_cache
@require_POST
def ask_review(request, token: str):
    """Keep what is asked and go back to the page; nothing typed is lost when it is refused."""
    stored, typed = sent_request(token), request.POST.get("words", "")
    try:
        with translation.override(stored.language):
            operations.ask_review(request=stored, body=typed)
    except OperationError as error:
        more = {"review_typed": typed, "review_problem": str(error)}
        return show_sent(request, stored, status=422, **more)
    response = HttpResponseRedirect(f"{reverse('coorg_forms:sent', args=[token])}#review")
    response.status_code = 303
    return response


@never_cache
def ask_review_without_cookie(request, token: str):
    """The security cookie did not come back: nothing is kept, and nothing typed is lost."""
    stored = sent_request(token)
    typed = request.POST.get("words", "")
    return show_sent(request, stored, status=403, review_typed=typed, refused=True)
