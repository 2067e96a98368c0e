"""A file of a request or of a message about it. It leaves only through their permission."""

import uuid

from django.conf import settings as django_settings
from django.core.files.storage import FileSystemStorage, InvalidStorageError, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coorg_forms.conf import settings
from coorg_forms.models.draft import Draft
from coorg_forms.models.message import Message
from coorg_forms.models.support_request import SupportRequest


def private_storage():
    """Where files are kept: the storage called ``coorg_forms`` in ``STORAGES``, or a folder.

    Neither has a public address.
    """
    try:
        return storages["coorg_forms"]
    except InvalidStorageError:
        return FileSystemStorage(
            location=settings.PRIVATE_FILES, base_url=None, file_permissions_mode=0o600
        )


def random_name(attachment: "Attachment", _filename: str) -> str:
    """A name that says nothing: month and a random identifier, no extension."""
    return f"{timezone.now():%Y/%m}/{uuid.uuid4().hex}"


class AttachmentQuerySet(models.QuerySet):
    def to_scan(self, now):
        """What waits for the scanner, and what it failed to scan a while ago."""
        return self.filter(scan="waiting", next_scan_at__lte=now).order_by("next_scan_at", "pk")

    def loose(self, *, request, use: str, author=None):
        """What was chosen for a message that has not left, or was taken back.

        Arguments:
            use: kind of the message.
            author: who of staff chose it; None for the requester.
        """
        return self._loose().filter(request=request, use=use, author=author)

    def named(self, keys):
        """Those whose public ids are among ``keys``, whatever else stands there."""
        return self.filter(public_id__in=[key for key in keys if _is_uuid(key)])

    def forgotten(self, before):
        """What was chosen for a message that never left."""
        return self._loose().exclude(use="").filter(uploaded_at__lt=before)

    def _loose(self):
        return self.filter(Q(message=None) | Q(message__withdrawn_at__isnull=False))

    def blocked(self):
        """What staff should know of: infected, or the scanner did not answer."""
        return self.filter(Q(scan="infected") | Q(scan="waiting", scan_attempts__gt=0))


class Attachment(models.Model):
    """One file, first of a draft, then of the request that the draft became; or of a message."""

    SCANS = [
        ("unscanned", _("Not scanned")),
        ("waiting", _("Waiting for the virus scan")),
        ("clean", _("No virus found")),
        ("infected", _("Virus found")),
    ]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="files")
    request = models.ForeignKey(SupportRequest, models.CASCADE, null=True, related_name="files")
    question = models.CharField(max_length=50, blank=True)
    """Key of the question that it answers; empty when it goes with a message."""
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="files")
    """What it goes with, once that is written."""
    use = models.CharField(max_length=10, blank=True)
    """Kind of the message that it was chosen for."""
    author = models.ForeignKey(
        django_settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    """Who of staff chose it."""
    name = models.CharField(_("name"), max_length=200)
    """As the person called it, without a path."""
    size = models.PositiveBigIntegerField(_("size"))
    """In bytes."""
    content_type = models.CharField(_("type"), max_length=100)
    """Told from the first bytes, not from the name."""
    sha256 = models.CharField(max_length=64)
    file = models.FileField(storage=private_storage, upload_to=random_name, max_length=200)
    uploaded_at = models.DateTimeField(default=timezone.now)
    scan = models.CharField(_("virus scan"), max_length=10, choices=SCANS, default="unscanned")
    scan_attempts = models.PositiveSmallIntegerField(default=0)
    next_scan_at = models.DateTimeField(default=timezone.now)
    scanned_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="coorg_forms_file_of_one",
                condition=Q(draft=None, request__isnull=False)
                | Q(draft__isnull=False, request=None),
            )
        ]
        indexes = [
            models.Index(
                fields=["next_scan_at", "id"],
                name="coorg_file_to_scan",
                condition=Q(scan="waiting"),
            )
        ]

    def __str__(self):
        return str(self.public_id)

    @property
    def may_be_opened(self) -> bool:
        """Held until the scanner found it clean; at once where no scanner is configured."""
        return self.scan in ("clean", "unscanned")

    def as_answer(self) -> dict[str, object]:
        """What is stored of it in an answer."""
        return {"id": str(self.public_id), "name": self.name, "size": self.size,
                "type": self.content_type}  # fmt: skip


def _is_uuid(key: str) -> bool:
    try:
        uuid.UUID(key)
    except ValueError:
        return False
    return True
