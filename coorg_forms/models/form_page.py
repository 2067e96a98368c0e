"""The request-form page: what editors build and visitors fill in."""

from django.apps import apps
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Locale, Page
from wagtail_localize.fields import SynchronizedField

from coorg_forms.editor.page_form import RequestFormPageForm
from coorg_forms.editor.panels import BehindPanel, BuilderPanel
from coorg_forms.models.contact_point import ContactPoint
from coorg_forms.models.establishment import Establishment
from coorg_forms.models.form_version import FormVersion, published_questions
from coorg_forms.models.opening import OpeningMixin
from coorg_forms.models.recipients import unanswered_by
from coorg_forms.models.texts import TEXTS
from coorg_forms.models.translated import held
from coorg_forms.models.vocabulary import LISTS, Service, site_options
from coorg_forms.questions.fields import QuestionsField
from coorg_forms.questions.freeze import freeze
from coorg_forms.questions.schema import Schema

#: Starts the names of the previews as one audience.
AS_AUDIENCE = "as:"


class RequestFormMixin(OpeningMixin):
    """All that makes a page a request form; for sites with a page class of their own.

    ``class OurFormPage(RequestFormMixin, OurBasePage)`` is enough.
    """

    CAPTCHA = [
        ("never", _("Discreet: no question; what looks suspicious goes to quarantine")),
        ("suspicious", _("Usual: a short question when a request looks suspicious")),
        ("always", _("Reinforced: a short question to everyone (keeps people from asking)")),
    ]

    LAYOUTS = [
        ("page", _("All on one page")),
        ("steps", _("One section at a time")),
    ]

    establishment = models.ForeignKey(
        Establishment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("establishment"),
        help_text=_("Required to publish."),
    )
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service"),
        help_text=_("What is asked for, unless a question of the form says it."),
    )
    contact = models.ForeignKey(
        ContactPoint,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact point"),
        help_text=_("Offered on every page of the form as another way to ask."),
    )
    intro = models.TextField(_("introduction"), blank=True, default="")
    questions = QuestionsField(verbose_name=_("questions"))
    collection_notice = models.TextField(
        _("collection notice"),
        blank=True,
        default="",
        help_text=_("Shown before the send button. Required to publish."),
    )
    confirmation = models.TextField(
        _("confirmation"),
        blank=True,
        default="",
        help_text=_("What happens next, shown once the request is sent."),
    )
    acknowledgement_subject = models.CharField(
        _("subject of the acknowledgement"), max_length=150, blank=True, default=""
    )
    acknowledgement_body = models.TextField(_("acknowledgement"), blank=True, default="")
    layout = models.CharField(_("layout"), max_length=8, choices=LAYOUTS, default="page")
    has_review = models.BooleanField(
        _("review page"),
        default=False,
        help_text=_("Repeats every answer, with a link to change it, before sending."),
    )
    keeps_drafts = models.BooleanField(
        _("people may save and come back"),
        default=True,
        help_text=_("On their device, or by a link sent to them."),
    )
    draft_days = models.PositiveSmallIntegerField(
        _("drafts are kept"), default=14, help_text=_("In days after the last save.")
    )
    retention_months = models.PositiveSmallIntegerField(
        _("requests are kept"),
        null=True,
        blank=True,
        help_text=_(
            "In months after they end, by your retention schedule. Required to publish a form "
            "that asks for personal information."
        ),
    )
    captcha = models.CharField(
        _("protection against spam"),
        max_length=12,
        choices=CAPTCHA,
        default="suspicious",
        help_text=_("What happens to a request that may come from a robot. None is refused."),
    )
    tells_open = models.BooleanField(
        _("one open request per email address"),
        default=False,
        help_text=_(
            "Nobody is refused: whoever already has an open request is told of it in the "
            "acknowledgement, sent to their own address, with the link to it."
        ),
    )
    read_days = models.PositiveSmallIntegerField(
        _("read within"), default=5, help_text=_("Business days, promised to the requester.")
    )
    answer_days = models.PositiveSmallIntegerField(
        _("answered within"), default=20, help_text=_("Business days, promised to the requester.")
    )
    contact_days = models.PositiveSmallIntegerField(
        _("contacted within"),
        default=10,
        help_text=_("Business days after the request is accepted, promised to the requester."),
    )

    override_translatable_fields = [SynchronizedField("establishment", overridable=False)]
    base_form_class = RequestFormPageForm
    form_content_panels = [
        FieldPanel("intro"),
        BuilderPanel(heading=_("Before publishing")),
        BehindPanel(heading=_("Other languages")),
        FieldPanel("questions"),
        MultiFieldPanel(
            [
                FieldPanel("collection_notice"),
                FieldPanel("confirmation"),
                FieldPanel("acknowledgement_subject"),
                FieldPanel("acknowledgement_body"),
            ],
            heading=_("Texts around the questions"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("establishment"),
                FieldPanel("service"),
                FieldPanel("contact"),
                FieldRowPanel(
                    [
                        FieldPanel("read_days"),
                        FieldPanel("answer_days"),
                        FieldPanel("contact_days"),
                    ]
                ),
                FieldPanel("captcha"),
            ],
            heading=_("Reception"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("layout"), FieldPanel("has_review")]),
                FieldRowPanel([FieldPanel("keeps_drafts"), FieldPanel("draft_days")]),
                FieldPanel("retention_months"),
                FieldPanel("tells_open"),
            ],
            heading=_("Filling in"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("grace_hours")]),
                FieldPanel("closed_message"),
            ],
            heading=_("Opening and closing"),
        ),
    ]

    class Meta:
        abstract = True

    @property
    def form_key(self):
        """Identity of the form: the same for every language of the page."""
        return self.translation_key

    @property
    def language(self) -> str:
        return self.locale.language_code

    @cached_property
    def in_default_language(self):
        """This form in the site's default language, which keeps the dates for all; or itself."""
        default = Locale.get_default()
        if self.locale_id == default.pk:
            return self
        return self.get_translation_or_none(default) or self

    def draft_schema(self) -> Schema:
        """The questions as they stand in the editor, which may be unfinished."""
        published = self.published_questions()
        return freeze(
            self.questions,
            site_options(self.establishment, self.language),
            {block: past.key for block, past in published.items()},
            {block: past.option_keys for block, past in published.items()},
        )

    def site_option_keys(self, establishment) -> dict[str, set[str]]:
        """Name of a list that the site keeps → the option keys that it offers."""
        options = site_options(establishment)
        return {name: {option.key for option in options(name)} for name in LISTS}

    def draft_texts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in TEXTS}

    @classmethod
    def page_models(cls) -> list[type]:
        """Every installed page type with a request form."""
        return page_models(RequestFormMixin)

    def published_questions(self):
        """Block id → how each question was last published."""
        return published_questions(self.form_key)

    def current_version(self) -> FormVersion | None:
        """The version that visitors answer, or None before the first publication."""
        return FormVersion.objects.of(self.form_key, self.language).first()

    def publish(self, revision, *args, **kwargs):
        """A translation with gaps is held back, and a form that sends requests to nobody, whoever
        publishes it and however."""
        from coorg_forms.operations.hold_form import hold_form
        from coorg_forms.operations.hold_translation import hold

        if found := held(self):
            return hold(page=self, revision=revision, found=found)
        if alone := unanswered_by(self):
            return hold_form(page=self, revision=revision, found=alone)
        return super().publish(revision, *args, **kwargs)

    def serve(self, request, *args, **kwargs):
        from coorg_forms.public.views import serve_form

        return serve_form(request, self)

    def serve_preview(self, request, mode_name):
        from coorg_forms.public.previews import preview_form

        return preview_form(request, self, mode_name)

    @property
    def preview_modes(self):
        return [
            ("", _("Form")),
            *self._audience_modes(),
            ("errors", _("Form with errors")),
            ("sent", _("Confirmation")),
            ("mail", _("Acknowledgement")),
            ("notice", _("Notice to colleagues")),
            ("closed", _("Once closed")),
        ]

    def _audience_modes(self):
        """The form as each of those who ask would see it."""
        asked = self.draft_schema().by_role.get("audience") if self.locale_id else None
        for option in asked.options if asked else ():
            words = gettext("Form, as “%(audience)s”") % {"audience": option.label}
            yield AS_AUDIENCE + option.key, words


class RequestFormPage(RequestFormMixin, Page):
    content_panels = [*Page.content_panels, *RequestFormMixin.form_content_panels]

    class Meta:
        verbose_name = _("request form")
        verbose_name_plural = _("request forms")


def page_models(mixin: type) -> list[type]:
    """Every installed page type that has ``mixin``."""
    return [
        model for model in apps.get_models() if issubclass(model, mixin) and issubclass(model, Page)
    ]
