"""The filters of the list. Choices name only what is in the person's choices."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters.widgets import SuffixedMultiWidget
from wagtail.admin.filters import WagtailFilterSet
from wagtail.coreutils import get_content_languages

from coorg_forms.inbox.choices import Choices
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.found import count_up_to
from coorg_forms.inbox.search import Wanted
from coorg_forms.inbox.views_table import View
from coorg_forms.models import SupportRequest, Theme, facets, full_text
from coorg_forms.models.full_text import scope
from coorg_forms.operations.writing import name_of
from coorg_forms.triage.score import score_state_choices
from coorg_forms.triage.states import state_choices

#: What leads to fewer goes before everything else.
COMMON = 5000


class DateRangeWidget(SuffixedMultiWidget):
    """Two native date fields: Wagtail's own picker needs an inline script."""

    template_name = "coorg_forms/inbox/date_range.html"
    suffixes = ["from", "to"]

    def __init__(self, attrs=None):
        day = {"type": "date"}
        super().__init__([forms.DateInput(day, "%Y-%m-%d"), forms.DateInput(day, "%Y-%m-%d")])

    def decompress(self, value):
        return [value.start, value.stop] if value else [None, None]


class ChecksFilter(django_filters.MultipleChoiceFilter):
    """Several choices of one column, as boxes to tick."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=forms.CheckboxSelectMultiple, distinct=False, **kwargs)

    def values(self, codes) -> list:
        """What the column holds for each of ``codes``."""
        return codes


class TermFilter(ChecksFilter):
    """By codes of terms, turned into keys first so that the indexes of requests serve."""

    def offer(self, terms):
        words = Desk.of(self.parent.request).labels(terms.model)
        self.keys = dict(terms.values_list("code", "pk"))
        self.extra["choices"] = [(code, words.get(code, code)) for code in self.keys]

    def values(self, codes):
        return [self.keys[code] for code in codes]

    def filter(self, requests, codes):
        if not codes:
            return requests
        return requests.filter(**{f"{self.field_name}__in": self.values(codes)})


class ThemeFilter(TermFilter):
    """By themes, of which a request may name several. They are searched for, as words are."""

    def filter(self, requests, codes):
        """All: see ``wanted``."""
        return requests

    def wanted(self, codes) -> Wanted:
        """A request that names one of the themes."""
        keys, index = self.values(codes), full_text.index(SupportRequest.objects.db)
        return Wanted(index.names(keys), marks=tuple(map(scope.theme, keys)))


class ScoreFilter(ChecksFilter):
    """By what the evaluations came to: leaves out requests whose score the person may not read.

    Arguments:
        empty: code and label of having none.
    """

    def __init__(self, *args, empty=None, **kwargs):
        self.empty = empty
        super().__init__(*args, **kwargs)

    def values(self, codes):
        return ["" if self.empty and code == self.empty[0] else code for code in codes]

    def filter(self, requests, codes):
        if not codes:
            return requests
        found = requests.filter(**{f"{self.field_name}__in": self.values(codes)})
        return found.exclude(Desk.of(self.parent.request).hidden)


class RequestFilters(WagtailFilterSet):
    state = ChecksFilter(label=_("State"), choices=state_choices)
    territory = TermFilter(label=_("Territory"))
    service = TermFilter(label=_("Service"))
    theme = ThemeFilter(label=_("Theme"))
    band = ScoreFilter(label=_("Priority"), empty=("none", _("No priority yet")))
    evaluation = ScoreFilter(
        label=_("Evaluation"), field_name="score_state", choices=score_state_choices
    )
    assignee = django_filters.ChoiceFilter(
        label=_("Looked after by"),
        method="filter_assignee",
        widget=forms.RadioSelect,
        empty_label=_("Anybody"),
    )
    language = ChecksFilter(label=_("Language of the request"))
    channel = ChecksFilter(label=_("Channel"), choices=SupportRequest.CHANNELS)
    received = django_filters.DateFromToRangeFilter(
        label=_("Received"), field_name="received_at", widget=DateRangeWidget
    )

    class Meta:
        model = SupportRequest
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = Choices(self.request.user)
        self.filters["territory"].offer(choices.territories)
        self.filters["service"].offer(choices.services)
        self.filters["theme"].offer(Theme.objects.canonical().filter(active=True))
        bands = self.filters["band"]
        bands.extra["choices"] = [*Desk.of(self.request).bands.items(), bands.empty]
        self.filters["language"].extra["choices"] = list(get_content_languages().items())
        self.filters["assignee"].extra["choices"] = [
            ("me", _("Me")),
            ("nobody", _("Nobody")),
            *(
                (str(person.pk), name_of(person))
                for person in choices.colleagues
                if person != self.request.user
            ),
        ]

    def shortcut(self, view: View) -> Q | None:
        """What also holds of the rows that are left, and leads there sooner; None without need.

        What is open is little. The form must be valid.
        """
        if not view.grows_for_ever or not self._facets or self._dates_leave_few:
            return None
        return facets.condition(self.queryset.db, self._facets)

    @property
    def wanted(self) -> list[Wanted]:
        """What is searched for. The form must be valid."""
        codes = self.form.cleaned_data["theme"]
        return [self.filters["theme"].wanted(codes)] if codes else []

    @property
    def _facets(self) -> dict[str, list]:
        """Name of a facet → the values that are asked for."""
        asked = self.form.cleaned_data
        return {
            kind.field_name: kind.values(asked[name])
            for name, kind in self.filters.items()
            if kind.field_name in facets.FACETS and asked.get(name)
        }

    @property
    def _dates_leave_few(self) -> bool:
        """Their index leads to what ended then sooner than facets do."""
        asked = self.form.cleaned_data.get("received")
        if not asked:
            return False
        received = self.filters["received"].filter(SupportRequest.objects.ended(), asked)
        return count_up_to(COMMON, received) < COMMON

    def filter_assignee(self, requests, name, value):
        if value == "nobody":
            return requests.filter(assignee=None)
        return requests.filter(assignee=self.request.user.pk if value == "me" else value)
