"""The form of an offer page in Wagtail's editor: a first draft for a new page, French first."""

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from coorg_forms.offers.start import starting_parts


class ServiceOfferPageForm(WagtailAdminPageForm):
    """A new page starts with the parts that a good offer has, their headings written."""

    def __init__(self, *args, **kwargs):
        instance = kwargs.get("instance")
        if instance is not None and instance.pk is None and not instance.body:
            language = instance.locale.language_code if instance.locale_id else ""
            instance.body = starting_parts(language)
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation and not self.instance.is_source_live():
            raise ValidationError(self.instance.source_first())
        return cleaned
