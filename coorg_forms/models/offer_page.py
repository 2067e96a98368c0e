"""The service-offer page: says that help exists, for whom, where, and how to ask."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.models import Locale, Page
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from coorg_forms.editor.offer_form import ServiceOfferPageForm
from coorg_forms.editor.offer_panel import AdvicePanel
from coorg_forms.models.contact_point import ContactPoint
from coorg_forms.models.establishment import Establishment
from coorg_forms.models.form_page import RequestFormMixin, page_models
from coorg_forms.models.vocabulary import Service
from coorg_forms.offers.fields import OfferField

#: Last part of the address → layout of the leaflet.
LEAFLETS = {"leaflet": "sheet", "folded-leaflet": "folded"}


class ServiceOfferMixin(models.Model):
    """All that makes a page a service offer; for sites with a page class of their own.

    ``class OurOfferPage(ServiceOfferMixin, OurBasePage)`` is enough.
    """

    establishment = models.ForeignKey(
        Establishment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("establishment"),
    )
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service"),
        help_text=_("Says which teams answer in each territory."),
    )
    owner_unit = models.CharField(
        _("offered by"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("The department that the service comes from. Shown above the title."),
    )
    lead = models.TextField(_("lead"), blank=True, default="", help_text=_("One or two sentences."))
    contact = models.ForeignKey(
        ContactPoint,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact point"),
    )
    form = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("request form"),
        help_text=_("Where the buttons of the page lead. Empty: the service has no form."),
    )
    button = models.CharField(
        _("words of the button"),
        max_length=100,
        blank=True,
        default="",
        help_text=_("Empty: the title of the form."),
    )
    body = OfferField(verbose_name=_("content"))

    override_translatable_fields = [SynchronizedField("establishment", overridable=False)]
    base_form_class = ServiceOfferPageForm
    offer_content_panels = [
        AdvicePanel(heading=_("What to look at")),
        FieldPanel("owner_unit"),
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("establishment"), FieldPanel("service")]),
                FieldPanel("contact"),
                PageChooserPanel("form"),
                FieldPanel("button"),
            ],
            heading=_("What the page refers to"),
        ),
        FieldPanel("body"),
    ]
    api_fields = [
        APIField("owner_unit"),
        APIField("lead"),
        APIField("establishment"),
        APIField("form"),
        APIField("body"),
    ]

    class Meta:
        abstract = True

    @classmethod
    def page_models(cls) -> list[type]:
        """Every installed type of offer page."""
        return page_models(ServiceOfferMixin)

    @property
    def language(self) -> str:
        return self.locale.language_code

    @property
    def canonical(self):
        """The page in the default language; itself when it is that one, or has none."""
        if self.locale_id == Locale.get_default().pk:
            return self
        return self.get_translation_or_none(Locale.get_default()) or self

    @property
    def is_stale(self) -> bool:
        """The page in the default language was published again since this translation was."""
        source = self.canonical
        if source.pk == self.pk or not (source.last_published_at and self.last_published_at):
            return False
        return source.last_published_at > self.last_published_at

    def clean(self):
        super().clean()
        if self.live and self.locale_id and not self.is_source_live():
            raise ValidationError(self.source_first())

    def is_source_live(self) -> bool:
        """French first: a translation may be live once the page that it translates is."""
        return self.canonical is self or self.canonical.live

    def source_first(self) -> str:
        name = Locale.get_default().get_display_name()
        return gettext("Publish this page in %(language)s first.") % {"language": name}

    def route(self, request, path_components):
        if len(path_components) == 1 and path_components[0] in LEAFLETS and self.live:
            return RouteResult(self, kwargs={"layout": LEAFLETS[path_components[0]]})
        return super().route(request, path_components)

    def leaflet_urls(self, request=None) -> dict[str, str]:
        """Layout → address of the leaflet."""
        base = self.get_url(request) or ""
        return {layout: f"{base}{name}/" for name, layout in LEAFLETS.items()}

    def serve(self, request, layout="", **kwargs):
        from coorg_forms.public.offer_views import serve_leaflet, serve_offer

        return serve_leaflet(request, self, layout) if layout else serve_offer(request, self)

    def serve_preview(self, request, mode_name):
        from coorg_forms.public.offer_views import serve_leaflet, serve_offer

        if mode_name:
            return serve_leaflet(request, self, mode_name)
        return serve_offer(request, self)

    @property
    def preview_modes(self):
        return [("", _("Page")), ("sheet", _("Leaflet")), ("folded", _("Folded leaflet"))]


class ServiceOfferPage(ServiceOfferMixin, Page):  # noqa: DJ008 (Page has it)
    content_panels = [*Page.content_panels, *ServiceOfferMixin.offer_content_panels]

    class Meta:
        verbose_name = _("service offer")
        verbose_name_plural = _("service offers")


def form_of(page) -> RequestFormMixin | None:
    """``page`` as a request form; None when it is something else."""
    specific = page.specific if page else None
    return specific if isinstance(specific, RequestFormMixin) else None
