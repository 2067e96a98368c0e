"""The request for support. Named so that templates keep the HTTP request under ``request``."""

import secrets
import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from coorg_forms.models.establishment import Establishment
from coorg_forms.models.facets import facet_expression
from coorg_forms.models.form_version import FormVersion
from coorg_forms.models.request_indexes import REQUEST_INDEXES
from coorg_forms.models.request_queryset import SupportRequestQuerySet
from coorg_forms.models.team import Team
from coorg_forms.models.vocabulary import Audience, Service, Territory, Theme
from coorg_forms.triage.roles import CAPABILITIES
from coorg_forms.triage.score import score_state_choices
from coorg_forms.triage.states import STATES, outcome_choices, state_choices


def new_token() -> str:
    """A token that cannot be guessed: 160 bits, URL-safe."""
    return secrets.token_urlsafe(20)


class SupportRequest(models.Model):
    """One request. Only ``operations`` writes here; ``closed_at`` empty is what "open" means.

    ``answers`` holds what was answered by question key, without the personal answers: those are
    in ``Contact``. The columns filled by roles serve the list, routing and search.
    """

    CHANNELS = [
        ("web", _("Web")),
        ("phone", _("Telephone")),
        ("mail", _("Letter or email")),
        ("paper", _("Paper form")),
        ("person", _("In person")),
    ]

    reference = models.CharField(_("reference"), max_length=30, unique=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    """Opens the requester's own page."""
    submission_id = models.UUIDField(editable=False)
    """Identifies the form as it was shown: the same post twice is the same request."""
    submission_digest = models.CharField(max_length=64, editable=False)

    form_key = models.UUIDField(editable=False)
    form_version = models.ForeignKey(
        FormVersion, models.PROTECT, related_name="requests", verbose_name=_("form")
    )
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    language = models.CharField(_("language"), max_length=15)
    channel = models.CharField(_("channel"), max_length=10, choices=CHANNELS, default="web")
    campaign = models.CharField(_("campaign"), max_length=60, blank=True)
    """The name in the link that led to the form."""
    answers = models.JSONField(_("answers"), default=dict)

    # No index of their own for what holds for a large part of the rows: it would only draw
    # databases away from the partial indexes.
    establishment = models.ForeignKey(
        Establishment,
        models.PROTECT,
        related_name="requests",
        db_index=False,
        verbose_name=_("establishment"),
    )
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        null=True,
        related_name="requests",
        db_index=False,
        verbose_name=_("service"),
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        related_name="requests",
        db_index=False,
        verbose_name=_("territory"),
    )
    """The one that answers for the request; empty while it waits to be routed."""
    territories = models.ManyToManyField(
        Territory, related_name="concerned_requests", verbose_name=_("territories concerned")
    )
    other_territories = models.TextField(default="", editable=False)
    """Those that it concerns besides the one that answers (see the module of that name)."""
    audience = models.ForeignKey(
        Audience, models.PROTECT, null=True, related_name="requests", verbose_name=_("audience")
    )
    organization = models.CharField(_("organization"), max_length=255, blank=True)
    place = models.CharField(_("place"), max_length=255, blank=True)
    summary = models.CharField(_("summary"), max_length=255, blank=True)
    organization_key = models.CharField(max_length=255, blank=True, editable=False)
    place_key = models.CharField(max_length=255, blank=True, editable=False)
    """``organization`` and ``place`` folded: what other requests of the same are found by."""
    themes = models.ManyToManyField(
        Theme, related_name="requests", blank=True, verbose_name=_("themes")
    )
    named_themes = models.TextField(default="", editable=False)
    """Their keys as the index of words holds them (see ``written_keys``)."""
    excerpt = models.CharField(_("excerpt"), max_length=200, blank=True)
    deadline = models.DateField(_("date to meet"), null=True, blank=True)
    known_organizer = models.CharField(_("organizer already known"), max_length=255, blank=True)
    search_text = models.TextField(blank=True, editable=False)
    """Folded words of what was said, without the personal answers."""

    state = models.CharField(_("state"), max_length=20, choices=state_choices, default="received")
    outcome = models.CharField(_("outcome"), max_length=20, choices=outcome_choices, blank=True)
    duplicate_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duplicates",
        db_index=False,
        verbose_name=_("duplicate of"),
    )
    """The request with which this one is treated; set exactly when that is its outcome."""
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("team")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_requests",
        db_index=False,
        verbose_name=_("assigned to"),
    )
    assignee_name = models.CharField(max_length=150, blank=True, editable=False)
    due_on = models.DateField(_("due"), null=True, blank=True)
    due_key = models.GeneratedField(
        expression=Coalesce("due_on", models.Value(date.max)),
        output_field=models.DateField(),
        db_persist=True,
    )
    """``due_on`` as lists are sorted: what is not promised comes last, on every database."""
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    """0–100, of the evaluations handed in; empty until there is one."""
    score_key = models.GeneratedField(
        expression=models.Value(100) - Coalesce("score", models.Value(-1)),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    """``score`` as lists are sorted: the highest first, without one last, on every database."""
    facet = models.GeneratedField(
        expression=facet_expression(),
        output_field=models.CharField(max_length=120),
        db_persist=True,
    )
    """What filters ask of an ended request, in one value (see ``facets``)."""
    band = models.CharField(_("priority"), max_length=20, blank=True)
    """Key of a band of the grid; a manager's word, where one was given, else the score's."""
    band_is_chosen = models.BooleanField(default=False, editable=False)
    """A manager chose another band than the score's, with a reason."""
    score_state = models.CharField(
        _("evaluation"), max_length=12, choices=score_state_choices, default="none"
    )
    evaluated = models.PositiveSmallIntegerField(_("evaluations handed in"), default=0)
    evaluations_needed = models.PositiveSmallIntegerField(default=0, editable=False)
    counted_from = models.DateField(null=True, blank=True, editable=False)
    """The day from which promises count when it is not that of the receipt: later by the business
    days for which the requester was awaited, or the day it was reopened."""
    waiting_since = models.DateTimeField(_("requester awaited since"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    """When the requester answered what they were asked; empty once staff have taken it up."""
    received_at = models.DateTimeField(_("received"))
    first_contact_at = models.DateTimeField(_("first contact"), null=True, blank=True)
    """When staff first wrote to the requester."""
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    """The first decision, even when another followed."""
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    quarantined_at = models.DateTimeField(_("quarantined"), null=True, blank=True)
    retention_months = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    """How long it is kept once it ended, as its form said when it was sent."""
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)
    """Since when neither the contact nor what people wrote is kept."""
    suspicions = models.JSONField(_("why it is suspicious"), default=list, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SupportRequestQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["-received_at", "-pk"]
        default_permissions = ("view",)
        permissions = list(CAPABILITIES.items())
        constraints = [
            models.UniqueConstraint(
                fields=["submission_id", "submission_digest"], name="coorg_forms_submission_once"
            ),
            models.CheckConstraint(
                name="coorg_forms_open_or_ended",
                condition=models.Q(closed_at=None, outcome="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(outcome="")),
            ),
            models.CheckConstraint(
                name="coorg_forms_duplicate_of_another",
                condition=models.Q(duplicate_of=None) & ~models.Q(outcome="duplicate")
                | models.Q(duplicate_of__isnull=False, outcome="duplicate")
                & ~models.Q(duplicate_of=models.F("id")),
            ),
        ]
        indexes = REQUEST_INDEXES

    def __str__(self):
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def known_state(self):
        """The row of the states' table, with labels and sentences."""
        return STATES[self.state]

    @property
    def is_unrouted(self) -> bool:
        """Nobody answers for it yet: it waits in "To route"."""
        return self.territory_id is None or self.service_id is None

    def all_answers(self) -> dict:
        """Answers by question key, personal ones included as long as the contact is kept."""
        contact = getattr(self, "contact", None)
        return {**self.answers, **(contact.answers if contact else {})}
