"""What evaluators and managers fill in once evaluations are handed in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox.evaluation_form import in_my_words
from coorg_forms.inbox.forms import ActForm


class JointNoteForm(ActForm):
    body = forms.CharField(
        label=_("What you agreed on, and why"), widget=forms.Textarea({"rows": 4})
    )


class BandForm(ActForm):
    """Another band than the score's, or back to it."""

    band = forms.ChoiceField(label=_("Priority"), required=False)
    reason = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, code: str, data=None, *, grid, request, **kwargs):
        super().__init__(code, data, **kwargs)
        bands = grid.parsed.bands if grid else ()
        named = [(band.key, in_my_words(band.label)) for band in bands]
        self.fields["band"].choices = [("", _("The one of the score")), *named]
        self.fields["band"].initial = request.band if request.band_is_chosen else ""
