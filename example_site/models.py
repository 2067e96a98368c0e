"""The one page type of the example site: a home, of the site or of an establishment."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from coorg_forms.models import ContactPoint, RequestFormPage, ServiceOfferPage


class HomePage(Page):
    """Says what the service is and leads to its forms, or to the homes of the establishments."""

    lead = models.TextField(_("lead"), blank=True, default="", help_text=_("One or two sentences."))
    body = RichTextField(
        _("text"), blank=True, default="", features=["h2", "h3", "bold", "ul", "ol", "link"]
    )
    call_to_action = models.CharField(
        _("words of the button"),
        max_length=100,
        blank=True,
        default="",
        help_text=_("For a home with one form. Empty: the title of the form."),
    )
    contact = models.ForeignKey(
        ContactPoint,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact point"),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("call_to_action"),
        FieldPanel("contact"),
    ]
    parent_page_types = ["wagtailcore.Page", "example_site.HomePage"]
    subpage_types = [
        "example_site.HomePage",
        "coorg_forms.ServiceOfferPage",
        "coorg_forms.RequestFormPage",
    ]

    class Meta:
        verbose_name = _("home")
        verbose_name_plural = _("homes")

    @property
    def establishment(self):
        return self.contact.establishment if self.contact else None

    @property
    def contacts(self):
        """The contact points of the establishment, this page's first."""
        others = ContactPoint.objects.filter(
            establishment=self.establishment, locale=self.locale, teams=None
        ).exclude(pk=self.contact_id)
        return [self.contact, *others]

    @property
    def homes(self):
        """The homes below this one."""
        return HomePage.objects.child_of(self).live().select_related("contact__establishment")

    @property
    def forms(self):
        """The request forms below this home."""
        return RequestFormPage.objects.child_of(self).live()

    @property
    def offers(self):
        """The service offers below this home, as editors ordered them."""
        return ServiceOfferPage.objects.child_of(self).live()
