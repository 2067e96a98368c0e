"""A file that came with a request. Private: it leaves only through the request's permission."""

import uuid

from django.core.files.storage import FileSystemStorage, InvalidStorageError, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coorg_forms.conf import settings
from coorg_forms.models.draft import Draft
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

    def blocked(self):
        """What staff should know of: infected, or the scanner did not answer."""
        return self.filter(Q(scan="infected") | Q(scan="waiting", scan_attempts__gt=0))


class Attachment(models.Model):
    """One file, first of a draft, then of the request that the draft became."""

    SCANS = [
        ("unscanned", _("Not scanned")),
        ("waiting", _("Waiting for the virus scan")),
        ("clean", _("No virus found")),
        ("infected", _("Virus found")),
    ]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="files")
    request = models.ForeignKey(SupportRequest, models.CASCADE, null=True, related_name="files")
    question = models.CharField(max_length=50)
    """Key of the question that it answers."""
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
