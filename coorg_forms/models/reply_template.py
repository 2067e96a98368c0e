"""Words prepared for what is often written to requesters, in each of their languages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.coreutils import get_content_languages

from coorg_forms.models import texts
from coorg_forms.models.vocabulary import Service
from coorg_forms.triage.moves import MOVES

REPLY = "reply"


def use_choices():
    """A reply, or a move whose reason the requester reads."""
    public = [(move.code, move.label) for move in MOVES.values() if move.reason == "public"]
    return [(REPLY, _("Reply")), *public]


def language_choices():
    return list(get_content_languages().items())


class ReplyTemplateQuerySet(models.QuerySet):
    def fitting(self, request):
        """Those in the language of the requester, for the service asked for or for any."""
        return self.filter(
            Q(service=None) | Q(service=request.service_id), active=True, language=request.language
        )


class ReplyTemplate(models.Model):
    name = models.CharField(_("name"), max_length=100, help_text=_("Only staff read it."))
    language = models.CharField(
        _("language of the requester"), max_length=15, choices=language_choices
    )
    use = models.CharField(_("for"), max_length=20, choices=use_choices, default=REPLY)
    service = models.ForeignKey(
        Service,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service"),
        help_text=_("Empty: for every service."),
    )
    body = models.TextField(
        _("text"),
        help_text=_(
            "Placeholders are filled in: [number], [first name], [date], [days to answer], [link], "
            "[phone], [establishment]. Whoever sends it can still change the words."
        ),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(_("active"), default=True)

    objects = ReplyTemplateQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("use"), FieldPanel("language")]),
        FieldPanel("service"),
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("position"), FieldPanel("active")]),
    ]

    class Meta:
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if unknown := texts.unknown_placeholders("reply", self.body):
            message = ngettext(
                "%(placeholders)s means nothing here.",
                "%(placeholders)s mean nothing here.",
                len(unknown),
            )
            raise ValidationError({"body": message % {"placeholders": ", ".join(unknown)}})
