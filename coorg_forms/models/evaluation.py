"""What one person found of a request, by the grid that was in force."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.criteria_grid import CriteriaGrid
from coorg_forms.models.support_request import SupportRequest


class EvaluationQuerySet(models.QuerySet):
    def counted(self):
        """Those that count: handed in, without a conflict of interest."""
        return self.filter(submitted_at__isnull=False, has_conflict=False)


class Evaluation(models.Model):
    """Saved as it goes; read by others only once handed in, and theirs too."""

    request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="evaluations")
    grid = models.ForeignKey(CriteriaGrid, models.PROTECT, related_name="evaluations")
    evaluator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="request_evaluations"
    )
    evaluator_name = models.CharField(_("by"), max_length=150)
    """Kept when the account goes."""
    gate = models.JSONField(_("gate"), default=dict)
    """Key of a gate question → true or false."""
    has_conflict = models.BooleanField(_("conflict of interest"), default=False)
    """The person said "I know this group" and does not evaluate."""
    comment = models.TextField(_("comment"), blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["submitted_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["request", "grid", "evaluator"], name="coorg_evaluation_once"
            )
        ]

    def __str__(self):
        return f"{self.request_id} {self.pk}"

    @property
    def notes(self) -> dict[str, int | None]:
        """Key of a criterion → note; None is "not applicable"."""
        return {row.criterion: row.points for row in self.scores.all() if row.is_noted}

    @property
    def comments(self) -> dict[str, str]:
        """Key of a criterion → what was written of it."""
        return {row.criterion: row.comment for row in self.scores.all() if row.comment}


class EvaluationScore(models.Model):
    """The note of one criterion."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="scores")
    criterion = models.CharField(_("criterion"), max_length=50)
    """Its key in the grid of the evaluation."""
    points = models.PositiveSmallIntegerField(_("note"), null=True)
    """Empty is "not applicable"; a criterion without a row is not answered yet."""
    is_noted = models.BooleanField(default=True, editable=False)
    """False while there is only a comment: the criterion is not answered yet."""
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "criterion"], name="coorg_evaluation_score_once"
            )
        ]

    def __str__(self):
        return f"{self.evaluation_id} {self.criterion}"
