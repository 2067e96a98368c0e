"""The grid by which requests for a service are evaluated, in numbered versions."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.establishment import Establishment
from coorg_forms.models.reach import Reach
from coorg_forms.models.vocabulary import Service
from coorg_forms.triage.grid import Grid, grid_from_json

#: What a grid says. Once it was in force, none of it changes.
FROZEN = frozenset({"definition", "needed", "establishment", "service", "number"})


class CriteriaGridQuerySet(models.QuerySet):
    def update(self, **kwargs):
        if FROZEN & set(kwargs) and self.exclude(state="draft").exists():
            raise TypeError("a grid that was in force never changes: make a new version")
        return super().update(**kwargs)

    def visible_to(self, user, reach: Reach | None = None):
        """The grids that ``user`` may read: those of the establishments of their teams."""
        if not user.has_perm("coorg_forms.view_criteriagrid"):
            return self.none()
        if user.is_superuser:
            return self
        return self.filter(establishment__in=(reach or Reach(user)).establishments)

    def of(self, establishment, service):
        """Every version of one grid, the newest first."""
        return self.filter(establishment=establishment, service=service).order_by("-number")

    def in_force(self, establishment, service):
        """The version that requests are evaluated by today, or None."""
        if not establishment or not service:
            return None
        return self.of(establishment, service).filter(state="active").first()

    def for_request(self, request):
        """The grid in force for a request's establishment and service, or None."""
        return self.filter(
            establishment=request.establishment_id, service=request.service_id, state="active"
        ).first()

    def asking(self, user):
        """The grids in force by which ``user`` evaluates, as far as the grids go."""
        named = models.Q(evaluators=None) | models.Q(evaluators=user)
        return self.filter(named, state="active").order_by("pk").distinct()


class CriteriaGrid(models.Model):
    """A draft may change; once active its definition never does, and evaluations keep it."""

    STATES = [("draft", _("Draft")), ("active", _("In force")), ("retired", _("Replaced"))]

    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="grids", verbose_name=_("establishment")
    )
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="grids", verbose_name=_("service")
    )
    """The canonical row."""
    number = models.PositiveIntegerField(_("version"))
    """Counted by establishment and service."""
    state = models.CharField(_("state"), max_length=10, choices=STATES, default="draft")
    definition = models.JSONField(_("definition"), default=dict)
    """See ``triage.grid``: gate, scale, criteria, bands."""
    needed = models.PositiveSmallIntegerField(
        _("evaluations needed"),
        default=2,
        help_text=_("How many people evaluate each request. A refusal always needs two."),
    )
    evaluators = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="+",
        blank=True,
        verbose_name=_("who must evaluate"),
        help_text=_("Empty: anyone whose team answers for the request and who may evaluate."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    activated_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    activated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    activated_by_name = models.CharField(_("put in force by"), max_length=150, blank=True)
    retired_at = models.DateTimeField(_("replaced"), null=True, blank=True)

    objects = CriteriaGridQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation grid")
        verbose_name_plural = _("evaluation grids")
        ordering = ["establishment", "service", "-number"]
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["establishment", "service", "number"], name="coorg_grid_number_once"
            ),
            models.UniqueConstraint(
                fields=["establishment", "service"],
                condition=models.Q(state="active"),
                name="coorg_grid_active_once",
            ),
            models.UniqueConstraint(
                fields=["establishment", "service"],
                condition=models.Q(state="draft"),
                name="coorg_grid_draft_once",
            ),
        ]

    def __str__(self):
        return f"{self.service} – {self.number}"

    def save(self, *args, **kwargs):
        if not self._state.adding and self._was_in_force():
            raise TypeError("a grid that was in force never changes: make a new version")
        super().save(*args, **kwargs)

    def _was_in_force(self) -> bool:
        return type(self).objects.filter(pk=self.pk).exclude(state="draft").exists()

    def delete(self, *args, **kwargs):
        if self._was_in_force():
            raise TypeError("a grid that was in force is never deleted")
        return super().delete(*args, **kwargs)

    @property
    def parsed(self) -> Grid:
        return grid_from_json(self.definition)

    @property
    def is_draft(self) -> bool:
        return self.state == "draft"

    @property
    def fingerprint(self) -> str:
        """Tells two contents apart: whoever saves says which one they saw."""
        people = sorted(self.evaluators.values_list("pk", flat=True)) if self.pk else []
        content = json.dumps([self.definition, self.needed, people, self.state], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:32]
