"""The address where requesters answer what they are asked, from their own page."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coorg_forms import operations
from coorg_forms.operations.errors import OperationError
from coorg_forms.public.message_files import chosen_files, receive_files
from coorg_forms.public.views import sent_request, show_sent


@never_cache
@require_POST
def answer(request, token: str):
    """Keep the answer and go back to the page; nothing typed or chosen is lost when it is
    refused."""
    stored, typed = sent_request(token), request.POST.get("answer", "")
    with translation.override(stored.language):
        files, refusals = receive_files(request, stored)
    shown = {"typed": typed, "kept": files, "file_problems": refusals}
    if "form-switch" in request.POST:
        return show_sent(request, stored, **shown)
    if refusals:
        return show_sent(request, stored, status=422, **shown)
    try:
        with translation.override(stored.language):
            operations.answer(request=stored, body=typed, files=files)
    except OperationError as error:
        return show_sent(request, stored, status=422, **shown, problem=str(error))
    response = HttpResponseRedirect(f"{reverse('coorg_forms:sent', args=[token])}#messages")
    response.status_code = 303
    return response


@never_cache
def answer_without_cookie(request, token: str):
    """The security cookie did not come back: nothing is kept but what was kept before, and nothing
    typed is lost. Files that came along must be chosen again, which the page says."""
    stored = sent_request(token)
    shown = {"typed": request.POST.get("answer", ""), "kept": chosen_files(request, stored)}
    return show_sent(
        request, stored, status=403, refused=True, files_lost=bool(request.FILES), **shown
    )
