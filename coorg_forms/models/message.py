"""What people wrote about a request: notes of staff, and words meant for the requester."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.support_request import SupportRequest


class Message(models.Model):
    KINDS = [
        ("note", _("Internal note")),
        ("reason", _("Reason")),
        ("reply", _("Reply to the requester")),
        ("answer", _("Answer of the requester")),
        ("joint", _("Joint note of the evaluators")),
        ("suggestion", _("What is suggested instead")),
        ("review", _("Review asked for by the requester")),
        ("correction", _("Correction proposed by the requester")),
    ]
    AUDIENCES = [("internal", _("Staff only")), ("requester", _("The requester"))]

    request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="messages")
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS)
    audience = models.CharField(_("who reads it"), max_length=10, choices=AUDIENCES)
    body = models.TextField(_("text"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    author_name = models.CharField(_("by"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("when"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    """Taken back by its author: nobody reads it any more but them, as a draft."""

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["request", "created_at", "id"], name="coorg_message_req")]

    def __str__(self):
        return f"{self.request_id} {self.kind}"

    @property
    def is_from_requester(self) -> bool:
        return self.kind in ("answer", "review", "correction")
