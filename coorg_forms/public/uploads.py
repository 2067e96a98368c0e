"""Files that come with a post: bounded while they arrive, then looked at one by one.

Name the handler first, so that a file of two gigabytes never reaches the disk::

    FILE_UPLOAD_HANDLERS = [
        "coorg_forms.public.uploads.BoundedUploadHandler",
        "django.core.files.uploadhandler.MemoryFileUploadHandler",
        "django.core.files.uploadhandler.TemporaryFileUploadHandler",
    ]
"""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from coorg_forms import operations
from coorg_forms.conf import settings
from coorg_forms.operations.attach_all import PREFIX, field_name, take_files
from coorg_forms.questions.problems import Problem


class BoundedUploadHandler(FileUploadHandler):
    """Lets go of a form's file once it is larger than any form takes; the rest of the post goes on.

    What was let go is noted in ``request.too_large``: ``(field, name)``.
    """

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.field_name.startswith(PREFIX) and self.received > settings.LARGEST_UPLOAD:
            too_large = getattr(self.request, "too_large", [])
            self.request.too_large = [*too_large, (self.field_name, self.file_name)]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


def has_files(request, questions) -> bool:
    """Whether the post brings a file for one of ``questions``."""
    names = {field_name(question) for question in take_files(questions)}
    return any(request.FILES.getlist(name) for name in names)


def receive_files(request, questions, draft) -> list[Problem]:
    """Keep the files that came for ``questions``; what is wrong with the others."""
    too_large = getattr(request, "too_large", ())
    return operations.attach_all(
        draft=draft, questions=questions, files=request.FILES, too_large=too_large
    )
