"""The questions of a form, as staff fill them in for someone."""

import re
import uuid

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.asking.form_view import FormView
from coorg_forms.inbox.enter.base import EntryView
from coorg_forms.inbox.enter.buttons import BUTTONS
from coorg_forms.inbox.enter.entry import Entry
from coorg_forms.inbox.selection import list_url
from coorg_forms.inbox.views_table import DEFAULT
from coorg_forms.inbox.vocabulary import language_name


class EnterForm(EntryView):
    """The questions of the form, with how the request came before and who is told after."""

    http_method_names = ["get", "post", "head", "options"]
    template_name = "coorg_forms/inbox/enter/form.html"

    def get(self, request, form):
        identity = _identity(request.GET.get("entry"))
        entry = Entry(request.user, self.page, identity)
        if identity and entry.draft is None:
            return self.go_to_entered(identity) or redirect(self.address())
        if entry.draft and "check" in request.GET:
            entry.judge()
            return self.judged(entry)
        return self.show(entry)

    def post(self, request, form):
        identity = _identity(request.POST.get("form-copy"))
        entry = Entry(request.user, self.page, identity)
        if identity and entry.draft is None and (done := self.go_to_entered(identity)):
            return done
        if "form-discard" in request.POST:
            return self.discard(entry)
        entry.read(request.POST)
        entry.keep()
        entry.receive_files(request.FILES, getattr(request, "too_large", ()))
        return self.go_on(entry)

    def go_on(self, entry: Entry):
        """Do what the button says; else read back, once all is well."""
        if other := self.other_language(self.request.POST.get("form-switch", "")):
            return redirect(self.address(page=other, entry=entry.identity))
        for pattern, act in BUTTONS:
            for name in self.request.POST:
                if match := re.fullmatch(pattern, name):
                    with entry.in_their_language():
                        done = act(entry, self.request.POST, *match.groups())
                    return self.show(entry, problems=entry.file_problems, **done)
        return self.judged(entry)

    def judged(self, entry: Entry):
        """To be read back once all is well; else what is wrong."""
        if not entry.is_ready():
            return self.show(entry, problems=entry.problems, judged=True)
        return redirect(self.address("enter_read_back", entry.identity))

    def discard(self, entry: Entry):
        if entry.draft:
            operations.erase_draft(draft=entry.draft)
        return redirect("coorg_requests:enter")

    def other_language(self, key: str):
        """The same form in the language that was asked for."""
        same = (page for page in self.pages if page.form_key == self.page.form_key)
        return next((page for page in same if str(page.pk) == key), None)

    def show(self, entry: Entry, problems=(), judged=False, **shown):
        form = FormView(entry.schema, raw=entry.answers, problems=problems, **shown)
        if not judged:  # what a button shows is not judged yet
            entry.unjudge()
        self.faulty = bool(problems or (judged and entry.form.errors))
        context = self.get_context_data(entry=entry, form=form)
        return self.render_to_response(context, status=422 if self.faulty else 200)

    faulty = False

    def get_page_title(self):
        title = super().get_page_title()
        return _("Error: %(title)s") % {"title": title} if self.faulty else title

    def get_page_subtitle(self):
        return self.page.title

    def get_context_data(self, *, entry, form, **kwargs):
        with entry.in_their_language():
            wrong = form.errors
        faults = entry.form.faults if entry.form.is_bound else []
        return super().get_context_data(
            entry=entry,
            form=form,
            faults_before=[fault for fault in faults if not fault["after"]],
            faults=wrong,
            faults_after=[fault for fault in faults if fault["after"]],
            faulty=self.faulty,
            page=self.page,
            action=self.address(),
            language=self.page.language,
            languages=[
                (page.pk, language_name(page.language))
                for page in self.pages
                if page.form_key == self.page.form_key and page.pk != self.page.pk
            ],
            back=list_url(DEFAULT),
            **kwargs,
        )


def _identity(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
