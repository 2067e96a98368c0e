"""The address of a file of the conversation, under the requester's private page."""

import uuid

from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coorg_forms.delivery.download import as_download
from coorg_forms.models import Attachment, Told
from coorg_forms.public.views import sent_request


@never_cache
@require_safe
def said_file(request, token: str, file: uuid.UUID):
    """One file of what the requester may read now; whatever else there is does not exist: notes of
    staff, what may still be undone, what was not sent, the answers of the form."""
    told = Told(sent_request(token))
    found = Attachment.objects.filter(public_id=file, message__in=told.messages).first()
    if found is None or told.is_doubted:
        raise Http404
    response = as_download(found)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
