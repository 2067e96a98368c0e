"""A request on the way: what was typed so far, until it is sent or its time is over."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.form_version import FormVersion
from coorg_forms.models.support_request import new_token


class DraftQuerySet(models.QuerySet):
    def alive(self, now=None):
        """What may still be taken up again."""
        return self.filter(expires_at__gt=now or timezone.now())

    def expired(self, now=None):
        return self.filter(expires_at__lte=now or timezone.now())

    def written_down_by(self, user):
        """What ``user`` is writing down for someone else."""
        return self.alive().filter(entered_by=user)

    def of_form(self, form_key):
        """The people half-way through a form, in any language."""
        return self.alive().filter(form_key=form_key)


class Draft(models.Model):
    """Nothing in it was sent. Only ``operations`` writes here; ``coorg_housekeeping`` purges."""

    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    """Opens the draft: kept in a cookie of the browser that carries it."""
    link = models.CharField(max_length=40, blank=True, default="", editable=False, db_index=True)
    """Opens the draft once, from a mail; empty when no link is out."""
    used_link = models.CharField(
        max_length=40, blank=True, default="", editable=False, db_index=True
    )
    """The link that opened it last: whoever follows it again may have another one sent."""
    form_key = models.UUIDField(editable=False)
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="drafts")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    language = models.CharField(max_length=15)
    raw = models.JSONField(default=dict)
    """Question key → what was typed, unjudged; answers of hidden questions stay here too."""
    submission_id = models.UUIDField(default=uuid.uuid4, editable=False)
    """The draft sent twice is the same request."""
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    email = models.EmailField(blank=True)
    """Where the link was sent to, at the person's wish; goes with the draft."""
    is_kept = models.BooleanField(default=False)
    """The person asked to come back later; otherwise it only carries them from step to step."""
    warned_at = models.DateTimeField(null=True, blank=True)
    campaign = models.CharField(max_length=60, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    """The member of staff who writes it down for someone: nobody else opens it."""
    entry = models.JSONField(default=dict)
    """What they typed of how it came: who speaks, through which channel, whom to write to."""

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        default_permissions = ()
        indexes = [
            models.Index(fields=["expires_at"], name="coorg_draft_expires"),
            models.Index(fields=["form_key", "expires_at"], name="coorg_draft_form"),
        ]

    def __str__(self):
        return f"draft {self.pk}"
