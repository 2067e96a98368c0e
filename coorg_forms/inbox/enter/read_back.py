"""Before it is sent: every answer read back to who asks, what happens next, and where mails go."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms import operations
from coorg_forms.inbox import counts, words
from coorg_forms.inbox.enter.base import EntryView
from coorg_forms.inbox.enter.entry import Entry
from coorg_forms.inbox.enter.told import what_follows
from coorg_forms.operations.errors import OperationError
from coorg_forms.questions.phones import PhoneNumber
from coorg_forms.questions.sheet import sheet


class ReadBack(EntryView):
    http_method_names = ["get", "post", "head", "options"]
    template_name = "coorg_forms/inbox/enter/read_back.html"
    page_title = gettext_lazy("Reading back")

    def get(self, request, form, entry):
        return self.blocked() or self.show()

    def post(self, request, form, entry):
        if blocked := self.blocked():
            return blocked
        told = self.entry.address
        if told and "confirmed" not in request.POST:
            return self.show(_("Spell the address with them, then tick the box."))
        try:
            stored = operations.enter(
                submission=self.entry.submission(), address=request.POST.get("address", "")
            )
        except OperationError as error:
            return self.show(str(error))
        counts.forget(request.user)
        return redirect("coorg_requests:entered", stored.public_id)

    @cached_property
    def entry(self) -> Entry:
        entry = Entry(self.request.user, self.page, self.kwargs["entry"])
        entry.judge()
        return entry

    def blocked(self):
        """Where to go instead: to what was sent already, or to what is still wrong."""
        if self.entry.draft is None:
            if done := self.go_to_entered(self.entry.identity):
                return done
            raise Http404
        if self.entry.draft.page_id != self.page.pk or not self.entry.is_ready():
            here = next((p for p in self.pages if p.pk == self.entry.draft.page_id), self.page)
            return redirect(self.address(page=here, entry=self.entry.identity, check=1))
        return None

    def show(self, fault: str = ""):
        context = self.get_context_data(fault=fault)
        return self.render_to_response(context, status=422 if fault else 200)

    def get_page_subtitle(self):
        return self.page.title

    def get_context_data(self, **kwargs):
        entry, change = self.entry, self.address(entry=self.entry.identity)
        with entry.in_their_language():
            sections = sheet(entry.schema, entry.resolution.clean, entry.resolution.visible)
            next_steps = what_follows(
                entry.page,
                entry.form.intake.received_on,
                address=entry.address,
                phone=_phone(entry),
            )
        return super().get_context_data(
            entry=entry,
            intake=entry.form.intake,
            came=came(entry),
            sections=sections,
            next_steps=next_steps,
            address=entry.address,
            change=change,
            language=self.page.language,
            **kwargs,
        )


_CHOSEN = ("channel", "speaks", "notice", "updates")


@dataclass(frozen=True)
class Came:
    label: str
    value: str


def came(entry: Entry) -> list[Came]:
    """How the request came, for who writes it down."""
    form, intake = entry.form, entry.form.intake
    said = {name: dict(form.fields[name].choices).get(form.cleaned_data[name]) for name in _CHOSEN}
    speaks = ", ".join(filter(None, [intake.speaker, intake.speaker_tie])) or said["speaks"]
    return [
        Came(form.fields["channel"].label, said["channel"]),
        Came(form.fields["received_on"].label, words.on_day(intake.received_on)),
        Came(form.fields["speaks"].label, speaks),
        Came(form.fields["notice"].label, said["notice"]),
        Came(form.fields["updates"].label, said["updates"]),
    ]


def _phone(entry: Entry) -> PhoneNumber | None:
    question = entry.schema.by_role.get("phone")
    said = entry.resolution.clean.get(question.key) if question else None
    return PhoneNumber(said.get("number", ""), said.get("extension", "")) if said else None
