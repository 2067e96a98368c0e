"""A private file as a download, never to be shown by the browser itself."""

from django.http import FileResponse, Http404

from coorg_forms.models import Attachment


def as_download(file: Attachment) -> FileResponse:
    """The answer that sends ``file``, streamed.

    Raises:
        Http404: it is held, infected, or not in the storage any more.
    """
    if not file.may_be_opened:
        raise Http404
    try:
        content = file.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content, as_attachment=True, filename=file.name, content_type=file.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
