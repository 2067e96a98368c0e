"""Try the rules on a request, on a made-up one, or on the last hundred. Nothing is written."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms.inbox.routing.page import RoutingPage
from coorg_forms.inbox.routing.replay import Replay, facts_of_requests
from coorg_forms.inbox.routing.trial import Trial
from coorg_forms.inbox.routing.words import form_titles
from coorg_forms.models import Audience, RoutingTable, Service, SupportRequest, Territory
from coorg_forms.operations.routing import who_would_be_told
from coorg_forms.operations.writing import name_of


class ReferenceForm(forms.Form):
    reference = forms.CharField(label=gettext_lazy("Reference"), max_length=30)


class SampleForm(forms.Form):
    """A made-up request: what routing looks at, and nothing else."""

    establishment = forms.ModelChoiceField(
        None, label=gettext_lazy("Establishment"), empty_label=None
    )
    service = forms.ModelChoiceField(None, label=gettext_lazy("Service"), required=False)
    territories = forms.ModelMultipleChoiceField(
        None,
        label=gettext_lazy("Territories"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    unsure = forms.BooleanField(label=gettext_lazy("“I don’t know” is ticked too"), required=False)
    audience = forms.ModelChoiceField(None, label=gettext_lazy("Who asks"), required=False)
    form = forms.ChoiceField(label=gettext_lazy("Form"), required=False)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=255, required=False)
    organizer = forms.CharField(
        label=gettext_lazy("Organizer already known"), max_length=255, required=False
    )

    def __init__(self, desk, establishments, data=None):
        super().__init__(data, initial={"establishment": establishments.first()})
        self.fields["establishment"].queryset = establishments
        territories = Territory.objects.filter(establishment__in=establishments)
        services = Service.objects.filter(establishments__in=establishments).distinct()
        self._offer("territories", territories, desk)
        self._offer("service", services, desk)
        self._offer("audience", Audience.objects.all(), desk)
        self.fields["form"].choices = [("", _("Any form")), *form_titles().items()]

    def _offer(self, name, terms, desk):
        field, labels = self.fields[name], desk.labels(terms.model)
        field.queryset = terms.canonical().filter(active=True)
        field.label_from_instance = lambda term: labels.get(term.code, term.label)

    def facts(self, table: RoutingTable):
        typed = self.cleaned_data
        here = [t for t in typed["territories"] if t.establishment_id == table.establishment.pk]
        return table.facts(
            territories=[term.code for term in here],
            is_sure=not typed["unsure"],
            service=typed["service"].code if typed["service"] else "",
            audience=typed["audience"].code if typed["audience"] else "",
            form=typed["form"],
            place=typed["place"],
            organizer=typed["organizer"],
        )


class TrialView(RoutingPage):
    http_method_names = ["get", "post", "head", "options"]
    template_name = "coorg_forms/inbox/routing/trial.html"
    page_title = gettext_lazy("Try the rules")

    def get(self, request):
        replays = self._replays() if "replay" in request.GET else []
        return self.show(replays=replays, replayed="replay" in request.GET)

    def post(self, request):
        if "reference" in request.POST:
            return self._try_reference(ReferenceForm(request.POST))
        form = SampleForm(self.desk, self.establishments, request.POST)
        if not form.is_valid():
            return self.show(status=422, sample_form=form)
        table = RoutingTable(form.cleaned_data["establishment"])
        return self.show(sample_form=form, trial=Trial(table, form.facts(table)))

    def _try_reference(self, form: ReferenceForm):
        found = self._found(form.cleaned_data["reference"].strip()) if form.is_valid() else None
        if found is None:
            if form.is_valid():
                form.add_error("reference", _("There is no request with this reference."))
            return self.show(status=422, reference_form=form)
        table = RoutingTable(found.establishment)
        [(_request, facts)] = facts_of_requests(table, [found])
        return self.show(reference_form=form, trial=Trial(table, facts))

    def _found(self, reference: str) -> SupportRequest | None:
        """The request, if it is in reach: another one does not exist."""
        rows = self.desk.requests.select_related("service", "audience", "establishment")
        return rows.filter(reference__iexact=reference).first()

    def show(self, *, status: int = 200, trial: Trial | None = None, **context):
        context = {
            "reference_form": ReferenceForm(),
            "sample_form": self._sample,
            "trial": trial,
            "told": self._told(trial) if trial else [],
            **context,
        }
        return self.render_to_response(self.get_context_data(**context), status=status)

    @cached_property
    def _sample(self) -> SampleForm:
        return SampleForm(self.desk, self.establishments)

    def _told(self, trial: Trial) -> list[str]:
        """Who would be told, if the request came in now."""
        told = who_would_be_told(trial.table, trial.destination)
        return [one.get("mailbox") or name_of(one["user"]) for one in told]

    def _replays(self) -> list[dict]:
        made = [Replay(self.desk, establishment) for establishment in self.establishments]
        return [
            {
                "establishment": one.establishment,
                "total": len(one.requests),
                "moved": one.moved(),
            }
            for one in made
            if one.requests
        ]
