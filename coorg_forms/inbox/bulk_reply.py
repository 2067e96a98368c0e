"""Write to several requesters: choose the words, look at them, then send."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.inbox.bulk import ACTS, BulkAct, BulkView, read_items
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.letters import SURE_ABOVE, Letters, LettersForm
from coorg_forms.models import SupportRequest
from coorg_forms.operations.permission import has_capability


class BulkReply(BulkView):
    """Nothing leaves before its words were shown; to many, not before their number was typed."""

    template_name = "coorg_forms/inbox/bulk_reply.html"

    def post(self, request):
        self.desk, act = Desk.of(request), ACTS["reply"]
        if not has_capability(request.user, act.capability):
            messages.error(request, _("Choose what to do with the requests."))
            return redirect(self.next_url)
        return self.answer(act)

    def answer(self, act: BulkAct):
        seen = read_items(self.request, act.most)
        requests = self._requests(seen)
        form = LettersForm(requests, self.request.POST)
        shown = {"act": act, "requests": requests, "form": form, "more": False}
        if not form.is_valid() or not form.chosen:
            return self._ask_for_words(shown)
        letters = Letters(self.desk, requests, form.chosen)
        shown |= {"letters": letters, "asks_number": len(letters.leaving) > SURE_ABOVE}
        if "send" not in self.request.POST or not letters.leaving:
            return self.show(**shown)
        if shown["asks_number"] and not self._is_sure(letters):
            said = _("Type %(number)s, the number of those who will read it.")
            shown["problem"] = said % {"number": len(letters.leaving)}
            return self.show(status=422, **shown)
        return self.show_result(act, self._send(letters, seen), len(seen))

    def _requests(self, seen: dict[str, int]) -> list[SupportRequest]:
        found = self.desk.requests.filter(reference__in=seen).order_by("received_at", "pk")
        return list(found.select_related("contact", "page", "establishment", "service"))

    def _ask_for_words(self, shown):
        shown["problem"] = _("Choose the words first.")
        return self.show(status=422, **shown)

    def _is_sure(self, letters: Letters) -> bool:
        return self.request.POST.get("number", "").strip() == str(len(letters.leaving))

    def _send(self, letters: Letters, seen: dict[str, int]):
        by_request = {letter.request.pk: letter for letter in letters.all}

        def act(request, version):
            letter, user = by_request[request.pk], self.request.user
            if letter.why:
                raise operations.Forbidden(letter.why)
            operations.reply(user=user, request=request, body=letter.body, version=version)

        rows = [(letter.request, seen[letter.request.reference]) for letter in letters.all]
        return operations.each(rows, act)
