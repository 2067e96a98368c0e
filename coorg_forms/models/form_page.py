"""The request-form page: what editors build and visitors fill in."""

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from coorg_forms.editor.page_form import RequestFormPageForm
from coorg_forms.editor.panels import BuilderPanel
from coorg_forms.models.contact_point import ContactPoint
from coorg_forms.models.establishment import Establishment
from coorg_forms.models.form_version import FormVersion, published_questions
from coorg_forms.models.texts import TEXTS
from coorg_forms.models.vocabulary import LISTS, Service, site_options
from coorg_forms.questions.fields import QuestionsField
from coorg_forms.questions.freeze import freeze
from coorg_forms.questions.schema import Schema


class RequestFormMixin(models.Model):
    """All that makes a page a request form; for sites with a page class of their own.

    ``class OurFormPage(RequestFormMixin, OurBasePage)`` is enough.
    """

    CAPTCHA = [
        ("never", _("Never: suspicious requests go to quarantine")),
        ("suspicious", _("When the request looks suspicious")),
        ("always", _("Always (discouraged: it keeps people from asking)")),
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
    captcha = models.CharField(_("captcha"), max_length=12, choices=CAPTCHA, default="suspicious")
    read_days = models.PositiveSmallIntegerField(
        _("read within"), default=5, help_text=_("Business days, promised to the requester.")
    )
    answer_days = models.PositiveSmallIntegerField(
        _("answered within"), default=20, help_text=_("Business days, promised to the requester.")
    )

    base_form_class = RequestFormPageForm
    form_content_panels = [
        FieldPanel("intro"),
        BuilderPanel(heading=_("Before publishing")),
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
                FieldRowPanel([FieldPanel("read_days"), FieldPanel("answer_days")]),
                FieldPanel("captcha"),
            ],
            heading=_("Reception"),
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

    def draft_schema(self) -> Schema:
        """The questions as they stand in the editor, which may be unfinished."""
        known = {block: past.key for block, past in self.published_questions().items()}
        return freeze(self.questions, site_options(self.establishment, self.language), known)

    def site_option_keys(self, establishment) -> dict[str, set[str]]:
        """Name of a list that the site keeps → the option keys that it offers."""
        options = site_options(establishment)
        return {name: {option.key for option in options(name)} for name in LISTS}

    def draft_texts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in TEXTS}

    @classmethod
    def page_models(cls) -> list[type]:
        """Every installed page type with a request form."""
        return [
            model
            for model in apps.get_models()
            if issubclass(model, RequestFormMixin) and issubclass(model, Page)
        ]

    def published_questions(self):
        """Block id → how each question was last published."""
        return published_questions(self.form_key)

    def current_version(self) -> FormVersion | None:
        """The version that visitors answer, or None before the first publication."""
        return FormVersion.objects.of(self.form_key, self.language).first()

    def serve(self, request, *args, **kwargs):
        from coorg_forms.public.views import serve_form

        return serve_form(request, self)

    def serve_preview(self, request, mode_name):
        from coorg_forms.public.views import preview_form

        return preview_form(request, self, mode_name)

    @property
    def preview_modes(self):
        return [("", _("Form")), ("errors", _("Form with errors")), ("sent", _("Confirmation"))]


class RequestFormPage(RequestFormMixin, Page):  # noqa: DJ008 (Page has it)
    content_panels = [*Page.content_panels, *RequestFormMixin.form_content_panels]

    class Meta:
        verbose_name = _("request form")
        verbose_name_plural = _("request forms")
