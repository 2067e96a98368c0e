"""The address where requesters answer what they are asked, from their own page."""

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
def answer(request, token: str):
    """Keep the answer and go back to the page; nothing typed is lost when it is refused."""
    stored, typed = sent_request(token), request.POST.get("answer", "")
    if "form-switch" in request.POST:
        return show_sent(request, stored, typed=typed)
    try:
        with translation.override(stored.language):
            operations.answer(request=stored, body=typed)
    except OperationError as error:
        return show_sent(request, stored, status=422, typed=typed, problem=str(error))
    response = HttpResponseRedirect(f"{reverse('coorg_forms:sent', args=[token])}#messages")
    response.status_code = 303
    return response


@never_cache
def answer_without_cookie(request, token: str):
    """The security cookie did not come back: nothing is kept, and nothing typed is lost."""
    stored = sent_request(token)
    typed = request.POST.get("answer", "")
    return show_sent(request, stored, status=403, typed=typed, refused=True)
