"""A file of a request, for whoever may read the answer or the message that it belongs to."""

from django.http import Http404

from coorg_forms import operations
from coorg_forms.delivery.download import as_download
from coorg_forms.inbox.contact import may_see_contact
from coorg_forms.inbox.detail import RequestView
from coorg_forms.models import Attachment


class FileView(RequestView):
    """Sends one file as a download.

    Out of reach, held, infected, of a personal question that the person may not read, or of a
    message that has not left: it does not exist.
    """

    def get(self, request, *args, **kwargs):
        files = self.support_request.files.select_related("message")
        file = files.filter(public_id=kwargs["file"]).first()
        if file is None or not self._may_read(file):
            raise Http404
        response = as_download(file)
        operations.record_access(user=request.user, requests=[self.support_request.pk], kind="file")
        return response

    def _may_read(self, file: Attachment) -> bool:
        if file.use:
            return file.message is not None and file.message.withdrawn_at is None
        personal = self.support_request.form_version.parsed.personal_keys
        return file.question not in personal or may_see_contact(self.request.user)
