"""The words that requests are sorted by: territories, services, audiences."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from coorg_forms.models.canonical import CanonicalModel
from coorg_forms.models.establishment import Establishment
from coorg_forms.questions.schema import Option


class Term(CanonicalModel):
    """One term of a vocabulary, in one language."""

    code = models.CharField(
        _("code"), max_length=50, help_text=_("Stored with every answer: never changes.")
    )
    label = models.CharField(_("label"), max_length=150)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(_("active"), default=True)

    panels = [
        FieldPanel("label"),
        FieldPanel("code"),
        FieldPanel("position"),
        FieldPanel("active"),
    ]
    override_translatable_fields = [SynchronizedField("code", overridable=False)]

    class Meta(CanonicalModel.Meta):
        abstract = True

    def __str__(self):
        return self.label


class Territory(Term):
    """An area that an establishment serves, such as a regional county municipality."""

    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="territories", verbose_name=_("establishment")
    )
    official_name = models.CharField(_("official name"), max_length=150, blank=True)
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("A larger territory: routing rules may be about all of its parts."),
    )

    panels = [
        FieldPanel("label"),
        FieldPanel("official_name"),
        FieldPanel("establishment"),
        FieldPanel("parent"),
        *Term.panels[1:],
    ]
    override_translatable_fields = [
        *Term.override_translatable_fields,
        SynchronizedField("parent", overridable=False),
    ]

    class Meta(Term.Meta):
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["establishment", "position", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "locale"], name="%(app_label)s_%(class)s_code_locale"
            )
        ]


class Service(Term):
    """A service that can be asked for, such as community organizing."""

    establishments = models.ManyToManyField(
        Establishment, related_name="services", blank=True, verbose_name=_("establishments")
    )

    panels = [FieldPanel("label"), FieldPanel("establishments"), *Term.panels[1:]]

    class Meta(Term.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["position", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "locale"], name="%(app_label)s_%(class)s_code_locale"
            )
        ]


class Audience(Term):
    """A kind of requester, such as a community organization or a municipality."""

    class Meta(Term.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["position", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "locale"], name="%(app_label)s_%(class)s_code_locale"
            )
        ]


class Theme(Term):
    """What a request or an example is about, such as housing."""

    class Meta(Term.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "locale"], name="%(app_label)s_%(class)s_code_locale"
            )
        ]


class Population(Term):
    """The people concerned, such as seniors."""

    class Meta(Term.Meta):
        verbose_name = _("population")
        verbose_name_plural = _("populations")
        ordering = ["position", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "locale"], name="%(app_label)s_%(class)s_code_locale"
            )
        ]


def term_labels(model, language: str) -> dict[str, str]:
    """Code → label of the active terms in ``language``, in the default one where it has none."""
    rows = model.objects.filter(active=True)
    canonical = dict(rows.canonical().values_list("code", "label"))
    return canonical | dict(rows.in_language(language).values_list("code", "label"))


#: The lists that question types may take their options from.
LISTS = ("territories", "services", "audiences")


def site_options(establishment: Establishment | None, language: str = ""):
    """The lists that question types may take their options from, in ``language``.

    Returns a function: name of the list (``territories``, ``services``, ``audiences``) → options.
    """
    lists = {
        "territories": Territory.objects.filter(establishment=establishment),
        "services": Service.objects.filter(establishments=establishment),
        "audiences": Audience.objects.all(),
    }

    def options(name: str) -> Iterable[Option]:
        terms = lists[name].filter(active=True).canonical()
        labels = dict(terms.model.objects.in_language(language).values_list("code", "label"))
        for term in terms:
            yield Option(term.code, labels.get(term.code, term.label))

    return options
