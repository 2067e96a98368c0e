"""A file of a request, for whoever may read the answer that it belongs to."""

from django.http import FileResponse, Http404

from coorg_forms import operations
from coorg_forms.inbox.contact import may_see_contact
from coorg_forms.inbox.detail import RequestView


class FileView(RequestView):
    """Sends one file as a download, never to be shown by the browser itself.

    Out of reach, held, infected, or of a personal question that the person may not read: it does
    not exist.
    """

    def get(self, request, *args, **kwargs):
        file = self.support_request.files.filter(public_id=kwargs["file"]).first()
        if file is None or not file.may_be_opened or not self._may_read(file.question):
            raise Http404
        try:
            content = file.file.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        operations.record_access(user=request.user, requests=[self.support_request.pk], kind="file")
        response = FileResponse(
            content, as_attachment=True, filename=file.name, content_type=file.content_type
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = "private, no-store"
        return response

    def _may_read(self, question: str) -> bool:
        personal = self.support_request.form_version.parsed.personal_keys
        return question not in personal or may_see_contact(self.request.user)
