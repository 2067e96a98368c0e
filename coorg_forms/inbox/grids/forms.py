"""What is filled in about a grid."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.blocks.base import BlockField
from wagtail.coreutils import get_content_languages

from coorg_forms.inbox import vocabulary
from coorg_forms.inbox.grids import blocks
from coorg_forms.inbox.grids.convert import from_values, to_raw
from coorg_forms.inbox.grids.questions import questions_of
from coorg_forms.models import CriteriaGrid, Establishment, Service
from coorg_forms.operations.writing import name_of
from coorg_forms.triage.grid_file import MOST_BYTES
from coorg_forms.triage.grid_keys import keys_of

PARTS = ("gate", "scale", "criteria", "bands")


class GridForm(forms.Form):
    """Every part of a draft, in all the languages of the site."""

    needed = forms.IntegerField(
        label=CriteriaGrid._meta.get_field("needed").verbose_name,
        help_text=CriteriaGrid._meta.get_field("needed").help_text,
        min_value=1,
        max_value=9,
    )
    evaluators = forms.ModelMultipleChoiceField(
        get_user_model().objects.none(),
        label=CriteriaGrid._meta.get_field("evaluators").verbose_name,
        help_text=CriteriaGrid._meta.get_field("evaluators").help_text,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.CharField(widget=forms.HiddenInput)
    """The fingerprint of what the person had before them."""
    place = forms.CharField(widget=forms.HiddenInput, required=False)
    """Whose grid it is: known even when the draft is gone."""

    def __init__(self, grid: CriteriaGrid, data=None):
        place = f"{grid.establishment_id}-{grid.service_id}"
        shown = {"needed": grid.needed, "seen": grid.fingerprint, "place": place}
        super().__init__(data, initial=shown)
        self.grid, languages = grid, get_content_languages()
        scores = [anchor.score for anchor in grid.parsed.scale] or range(4)
        parts = {
            "gate": blocks.gate_block(languages),
            "scale": blocks.scale_block(languages),
            "criteria": blocks.criteria_block(languages, scores, questions_of(grid)),
            "bands": blocks.bands_block(languages),
        }
        for name, block in parts.items():
            self.fields[name] = BlockField(block, label=block.label, required=False)
            self.initial[name] = block.to_python(to_raw(grid.definition, name))
        self._offer_people()

    def _offer_people(self):
        people = get_user_model().objects.filter(
            is_active=True, request_memberships__team__establishment=self.grid.establishment_id
        )
        chosen = self.grid.evaluators.all() if self.grid.pk else get_user_model().objects.none()
        field = self.fields["evaluators"]
        field.queryset = (people | get_user_model().objects.filter(pk__in=chosen)).distinct()
        field.queryset = field.queryset.order_by("last_name", "first_name", "pk")
        field.label_from_instance = name_of
        self.initial["evaluators"] = [person.pk for person in chosen]

    @property
    def is_cut_short(self) -> bool:
        """A part did not arrive at all; without scripts the editor sends none."""
        return any(
            self.fields[name].widget.value_omitted_from_data(self.data, {}, name) for name in PARTS
        )

    @property
    def published(self) -> dict[str, frozenset[str]]:
        """The keys that were in force: they stay."""
        versions = CriteriaGrid.objects.of(self.grid.establishment_id, self.grid.service_id)
        known = versions.exclude(state="draft").values_list("definition", flat=True)
        return keys_of(list(known))

    @property
    def definition(self) -> dict:
        """What was typed, once the form is valid."""
        return from_values({part: self.cleaned_data[part] for part in PARTS}, self.published)


class NewGridForm(forms.Form):
    """Which service of which establishment, and what the draft starts from."""

    START = [
        ("active", _("The version in force")),
        ("nothing", _("Nothing: every criterion is yours to write")),
        ("file", _("A file")),
    ]
    place = forms.ChoiceField(label=_("Establishment and service"))
    start = forms.ChoiceField(
        label=_("Starts from"), choices=START, widget=forms.RadioSelect, initial="active"
    )
    file = forms.FileField(
        label=_("File of a grid"),
        required=False,
        help_text=_("A .json file exported from here or from another site, 500 kB at most."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def __init__(self, places: dict[str, tuple[Establishment, Service]], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.places, words = places, vocabulary.labels(Service)
        several = len({establishment for establishment, _service in places.values()}) > 1
        self.fields["place"].choices = [
            (code, _label(*place, words, several)) for code, place in places.items()
        ]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large: a grid takes less than 500 kB."))
        return file

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("start") == "file" and not cleaned.get("file") and not self.errors:
            self.add_error("file", _("Choose the file to import."))
        return cleaned

    @property
    def chosen(self) -> tuple[Establishment, Service]:
        return self.places[self.cleaned_data["place"]]


def _label(establishment, service, words, several: bool) -> str:
    label = words.get(service.code, service.label)
    return f"{establishment.short_name} – {label}" if several else label
