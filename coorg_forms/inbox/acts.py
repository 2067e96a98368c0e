"""The addresses that act on a request: read what was sent, call one operation, answer."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms import operations
from coorg_forms.inbox import counts, keys
from coorg_forms.inbox.detail import RequestPage
from coorg_forms.inbox.forms import (
    ActForm,
    AssignForm,
    PlanForm,
    ReasonForm,
    RouteForm,
)
from coorg_forms.inbox.offers import Offers
from coorg_forms.operations.errors import OperationError
from coorg_forms.triage.moves import MOVES


class Act(RequestPage):
    """One operation, by POST. A refusal shows the page again with everything typed kept."""

    http_method_names = ["post", "options"]
    code: str
    """The code of the offer that leads here."""
    done: object
    """What is said when it is done."""
    moves_on = True
    """Whether the person goes where they like to go after an action, or stays."""

    def post(self, request, *args, **kwargs):
        self.place.written  # noqa: B018 (where the request stands before the action)
        form = self.get_form()
        if not form.is_valid():
            return self.show(status=422, typed={self.code: form})
        try:
            self.perform(form.cleaned_data)
        except operations.StaleRequest as error:
            return self.show_conflict(form, error)
        except operations.Forbidden as error:
            if self.seen != self.support_request.version:
                return self.show_conflict(form, operations.StaleRequest())
            return self.refuse(form, error)
        self.report()
        return redirect(self.destination())

    # To be said by each act ---------------------------------------------------------------------

    def get_form(self) -> forms.Form:
        return ActForm(self.code, self.request.POST)

    def perform(self, typed: dict):
        raise NotImplementedError

    # Answers ------------------------------------------------------------------------------------

    @property
    def able(self) -> dict:
        """Who acts, and on what: arguments of every operation."""
        return {"user": self.request.user, "request": self.support_request}

    @property
    def seen(self) -> int:
        """The version that the person saw; none when it cannot be read."""
        sent = self.request.POST.get("version", "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0

    def refuse(self, form, error: OperationError):
        messages.error(self.request, str(error))
        form.add_error(None, str(error))
        return self.show(status=422, typed={self.code: form})

    def show_conflict(self, form, error: OperationError):
        """Somebody was quicker: say what changed, on the request as it stands now."""
        self.support_request = self.get_support_request()
        messages.error(self.request, str(error))
        return self.show(status=409, typed={self.code: form}, seen=self.seen)

    def report(self):
        text = self.done % {"reference": self.support_request.reference}
        event = operations.last_act(**self.able)
        if event and operations.can_undo(**self.able, event=event):
            text = self._with_undo(text, event)
        messages.success(self.request, text)

    def _with_undo(self, text, event) -> str:
        context = {
            "text": text,
            "event": event,
            "seconds": operations.seconds_left(event) if event.hold else 0,
            "view": self,
            "keys_on": keys.are_on(self.request.user),
        }
        return render_to_string("coorg_forms/inbox/undo.html", context, self.request)

    def destination(self) -> str:
        """The next request, the list, or the same request as long as it is in reach."""
        counts.forget(self.request.user)
        reachable = self.desk.requests.filter(pk=self.support_request.pk)
        if self.after == "next" and self.place.next:
            return self.url_of(self.place.next)
        return self.detail_url if self.after == "stay" and reachable.exists() else self.next_url

    @property
    def after(self) -> str:
        """A code of ``AFTER_ACT``. Whoever undoes something wants to see it."""
        moves_on = self.moves_on and "stay" not in self.request.POST
        return self.desk.preference.after_act if moves_on else "stay"


class Take(Act):
    code = "take"
    done = gettext_lazy("You look after %(reference)s now.")

    def perform(self, typed):
        self.support_request = operations.take(**self.able)


class Assign(Act):
    code = "assign"
    done = gettext_lazy("%(reference)s was assigned.")

    def get_form(self):
        return AssignForm(self.code, self.request.POST, support_request=self.support_request)

    def perform(self, typed):
        operations.assign(**self.able, assignee=typed["assignee"], version=self.seen)


class Unassign(Act):
    code = "unassign"
    moves_on = False
    done = gettext_lazy("%(reference)s was given back to the team.")

    def perform(self, typed):
        operations.unassign(**self.able, version=self.seen)


class MakeMove(Act):
    """A move of the table. Those that ask for a reason also have a page of their own."""

    http_method_names = ["get", "post", "head", "options"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.move = MOVES.get(kwargs["move"])
        if self.move is None:
            raise Http404

    @property
    def code(self):
        return f"move-{self.move.code}"

    @property
    def done(self):
        return _("%(reference)s: %(state)s.") % {
            "reference": self.support_request.reference,
            "state": self.support_request.known_state.label,
        }

    def get(self, request, *args, **kwargs):
        if self.move.decides:
            where = [self.support_request.reference, self.move.decides]
            address = reverse("coorg_requests:decide", args=where)
            return redirect(f"{address}?{request.GET.urlencode()}")
        self.template_name = "coorg_forms/inbox/move.html"
        return self.show()

    def get_context_data(self, **kwargs):
        offers = Offers(self.desk, self.support_request, replies=self.replies)
        return super().get_context_data(offer=offers.move(self.move), **kwargs)

    def get_form(self):
        if self.move.reason:
            return ReasonForm(self.code, self.request.POST, move=self.move)
        return super().get_form()

    def perform(self, typed):
        operations.move(
            **self.able,
            move=self.move.code,
            version=self.seen,
            reason=typed.get("reason", ""),
        )


class Plan(Act):
    code = "plan"
    moves_on = False
    done = gettext_lazy("The next step of %(reference)s was planned.")

    def get_form(self):
        return PlanForm(self.code, self.request.POST)

    def perform(self, typed):
        operations.plan(**self.able, due_on=typed["due_on"], version=self.seen)


class Quarantine(Act):
    code = "quarantine"
    done = gettext_lazy("%(reference)s was put in quarantine.")

    def perform(self, typed):
        operations.quarantine(**self.able, version=self.seen)


class Release(Act):
    code = "release"
    done = gettext_lazy("%(reference)s was released from quarantine.")

    def perform(self, typed):
        operations.release(**self.able, version=self.seen)


class CloseAsSpam(Act):
    code = "spam"
    done = gettext_lazy("%(reference)s was closed as spam.")

    def perform(self, typed):
        operations.close_as_spam(**self.able, version=self.seen)


class Route(Act):
    code = "route"
    done = gettext_lazy("%(reference)s was routed.")

    def get_form(self):
        return RouteForm(self.code, self.request.POST, support_request=self.support_request)

    def perform(self, typed):
        operations.route(**self.able, **typed, version=self.seen)


class RetryDelivery(Act):
    code = "retry"
    moves_on = False
    done = gettext_lazy("The mails of %(reference)s are being sent again.")

    def perform(self, typed):
        operations.retry_delivery(**self.able)


class SettleDelivery(Act):
    code = "settle"
    moves_on = False
    done = gettext_lazy("Noted: they were reached another way.")

    def perform(self, typed):
        key = self.request.POST.get("mail", "")
        known = key.isascii() and key.isdigit() and len(key) < 19
        mail = self.support_request.outbox.filter(pk=key).first() if known else None
        operations.settle_delivery(**self.able, mail=mail)
