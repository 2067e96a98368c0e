"""The addresses where staff write: a note, a reply, with files."""

from django.utils.translation import gettext_lazy

from coorg_forms import operations
from coorg_forms.inbox.acts import Act
from coorg_forms.inbox.duplicates import ReplyTogetherForm
from coorg_forms.inbox.talk_forms import NoteForm, TalkForm, chosen_files


class Talk(Act):
    """Words with files. What is wrong elsewhere in the form never costs a file that was good."""

    form_class: type[TalkForm]

    def get_form(self):
        chosen = self._files(self.request.POST.getlist("kept"))
        new, refusals = self._receive(len(chosen))
        self.files = [*chosen, *new]
        data = self.request.POST.copy()
        data.setlist("kept", [str(file.public_id) for file in self.files])
        form = self.form_class(self.code, data, kept=self.files, **self.about())
        for sentence in refusals:
            form.add_error("files", sentence)
        return form

    def about(self) -> dict:
        """What else the form is told."""
        return {}

    def _files(self, keys):
        user = self.request.user
        return chosen_files(self.support_request, use=self.code, user=user, keys=keys)

    def _receive(self, chosen: int):
        uploads = self.request.FILES.getlist("files")
        if not uploads:
            return [], []
        try:
            return operations.keep_files(**self.able, use=self.code, uploads=uploads, chosen=chosen)
        except operations.Forbidden:  # the act itself says why
            return [], []


class Note(Talk):
    code = "note"
    form_class = NoteForm
    moves_on = False
    done = gettext_lazy("The note was added to %(reference)s.")

    def about(self):
        return {"support_request": self.support_request, "desk": self.desk}

    def perform(self, typed):
        operations.note(
            **self.able,
            body=typed["body"],
            mentioned=typed.get("mentioned", ()),
            files=self.files,
        )


class Reply(Talk):
    code = "reply"
    form_class = ReplyTogetherForm
    done = gettext_lazy("Your message to the requester of %(reference)s is on its way.")

    def about(self):
        return {"together": self.together}

    def perform(self, typed):
        chosen = typed.get("also", [])
        also = self.desk.requests.filter(reference__in=chosen).select_related("contact")
        operations.reply(
            **self.able,
            body=typed["body"],
            version=self.seen,
            files=self.files,
            also=list(also),
        )
