"""What a person may do with a request now, and why not what they may not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.forms import Form
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.inbox import keys
from coorg_forms.inbox.correction import Corrected, RefuseCorrectionForm
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.duplicates import DuplicateForm, ReplyTogetherForm, Together
from coorg_forms.inbox.forms import AssignForm, PlanForm, ReasonForm, RouteForm
from coorg_forms.inbox.offer import Offer
from coorg_forms.inbox.refusal import REVIEW
from coorg_forms.inbox.related import Related
from coorg_forms.inbox.replies import Replies
from coorg_forms.inbox.talk_forms import NoteForm
from coorg_forms.models import Attachment, SupportRequest
from coorg_forms.models.reply_template import REPLY
from coorg_forms.operations.permission import Verdict
from coorg_forms.operations.standing import Standing
from coorg_forms.triage.moves import Move, moves_from


class Offers:
    """Everything that may be done with ``request`` by whoever sits at ``desk``.

    Arguments:
        typed: code of an act → its form as it was sent, to be shown again.
        replies: the prepared words that fit the request.
        drafts: code of an act → the words that its form begins with.
        files: those that went with these words.
        likely: the requests that look the same.
        together: the duplicates that it is treated with.
        correction: the one that waits for an answer.
    """

    def __init__(
        self,
        desk: Desk,
        request: SupportRequest,
        typed: Mapping[str, Form] | None = None,
        replies: Replies | None = None,
        drafts: Mapping[str, str] | None = None,
        files: Sequence[Attachment] = (),
        likely: Sequence[Related] = (),
        together: Sequence[Together] = (),
        correction: Corrected | None = None,
    ):
        self.proposed = correction
        self.desk, self.likely, self.together = desk, list(likely), list(together)
        self.request, self.typed, self.drafts = request, typed or {}, drafts or {}
        self.replies, self.files = replies or Replies(request), files
        self.able = {"user": desk.user, "request": request, "reach": desk.reach}
        """Who asks, about what: arguments of every ``can_x``."""

    @cached_property
    def moves(self) -> list[Offer]:
        if self.request.outcome in ("spam", "duplicate"):
            return []
        return [self.move(move) for move in moves_from(self.request.state)]

    def move(self, move: Move) -> Offer:
        code = f"move-{move.code}"
        verdict = operations.can_move(**self.able, move=move.code, standing=self.standing)
        if move.decides:
            shown = {"icon": move.icon, "is_link": True}
            return self._offer(code, move.label, verdict, "decide", move.decides, **shown)
        draft = self.drafts.get(code) or self.replies.draft(move.code)
        form = (
            self._form(code, verdict, ReasonForm, move=move, draft=draft) if move.reason else None
        )
        audience = {"public": "requester", "internal": "internal"}.get(move.reason, "")
        shown = {"icon": move.icon, "form": form, "audience": audience}
        shown["templates"] = self.replies.for_use(move.code) if move.reason == "public" else ()
        return self._offer(code, move.label, verdict, "move", move.code, **shown)

    @cached_property
    def standing(self) -> Standing:
        return Standing(self.request)

    @cached_property
    def review(self) -> list[Offer]:
        """What may be done about the review of a refusal, by whoever may."""
        verdicts = {
            "ask_review": operations.can_ask_review(**self.able),
            "give_review": operations.can_give_review(**self.able),
            "answer_review": operations.can_answer_review(**self.able),
        }
        return [self._review(code, verdict) for code, verdict in verdicts.items() if verdict]

    def _review(self, code: str, verdict: Verdict) -> Offer:
        label, icon, form_class, audience = REVIEW[code]
        kwargs = {"support_request": self.request} if code == "give_review" else {}
        form = self._form(code, verdict, form_class, **kwargs)
        return self._offer(code, label, verdict, icon=icon, form=form, audience=audience)

    @cached_property
    def correction(self) -> list[Offer]:
        """Accept the correction that waits, or say why not."""
        if self.proposed is None or not (verdict := self._answers_correction):
            return []
        accept = self._offer("accept_correction", _("Accept the correction"), verdict, icon="check")
        form = self._form("refuse_correction", verdict, RefuseCorrectionForm)
        shown = {"icon": "cross", "form": form, "audience": "requester"}
        label = _("Do not make it")
        return [
            replace(accept, leads=True),
            self._offer("refuse_correction", label, verdict, **shown),
        ]

    @cached_property
    def _answers_correction(self) -> Verdict:
        return operations.can_answer_correction(**self.able)

    @property
    def correction_refusal(self) -> str:
        """Why the person may not answer the correction."""
        return str(self._answers_correction.why)

    @cached_property
    def assignment(self) -> list[Offer]:
        """Take, give, give back; nothing once the request has ended."""
        if not self.request.is_open:
            return []
        offers = []
        if not self.request.assignee_id:
            offers.append(
                self._offer("take", _("Take"), operations.can_take(**self.able), icon="user")
            )
        can_assign = operations.can_assign(**self.able)
        form = self._form("assign", can_assign, AssignForm, support_request=self.request)
        offers.append(
            self._offer("assign", _("Assign to someone"), can_assign, icon="group", form=form)
        )
        if self.request.assignee_id:
            verdict = operations.can_unassign(**self.able)
            label = _("Give back to the team")
            offers.append(self._offer("unassign", label, verdict, icon="rotate"))
        return offers

    @cached_property
    def next_step(self) -> Offer | None:
        if not self.request.known_state.has_next_step:
            return None
        verdict = operations.can_plan(**self.able)
        form = self._form("plan", verdict, PlanForm, due_on=self.request.due_on)
        return self._offer("plan", _("Plan the next step"), verdict, icon="calendar", form=form)

    @cached_property
    def routing(self) -> Offer | None:
        if not self.request.is_open:
            return None
        verdict = operations.can_route(**self.able)
        key = self._key("route") if self.request.is_unrouted else ""
        form = self._form("route", verdict, RouteForm, support_request=self.request, key=key)
        label = _("Route to a team") if self.request.is_unrouted else _("Route to another team")
        return self._offer("route", label, verdict, icon="redirect", form=form)

    @cached_property
    def quarantine(self) -> Offer | None:
        if self.request.quarantined_at or not self.request.is_open:
            return None
        verdict = operations.can_quarantine(**self.able)
        return self._offer("quarantine", _("Put in quarantine"), verdict, icon="warning")

    @cached_property
    def release(self) -> list[Offer]:
        if not self.request.quarantined_at:
            return []
        verdict = operations.can_release(**self.able)
        offers = [self._offer("release", _("Release"), verdict, icon="check")]
        if self.request.outcome != "spam":
            offers.append(self._offer("spam", _("Close as spam"), verdict, icon="bin"))
        return offers

    @cached_property
    def duplicate(self) -> Offer | None:
        if self.request.quarantined_at or not self.request.is_open:
            return None
        verdict = operations.can_mark_duplicate(**self.able)
        form = self._form("duplicate", verdict, DuplicateForm, likely=self.likely)
        return self._offer("duplicate", _("Duplicate of…"), verdict, icon="copy", form=form)

    @cached_property
    def separate(self) -> list[Offer]:
        if self.request.outcome != "duplicate":
            return []
        verdict = operations.can_separate(**self.able)
        return [self._offer("separate", _("Not a duplicate"), verdict, icon="rotate")]

    @cached_property
    def note(self) -> Offer:
        verdict = operations.can_note(**self.able)
        draft = self.drafts.get("note", "")
        about = {"support_request": self.request, "desk": self.desk}
        about["kept"] = self._files_of("note")
        form = self._form("note", verdict, NoteForm, key=self._key("note"), draft=draft, **about)
        label = _("Add the note")
        return self._offer("note", label, verdict, icon="edit", form=form, audience="internal")

    @cached_property
    def reply(self) -> Offer:
        verdict = operations.can_reply(**self.able)
        draft = self.drafts.get("reply") or self.replies.draft(REPLY)
        more = {"kept": self._files_of("reply"), "together": self.together}
        form = self._form("reply", verdict, ReplyTogetherForm, draft=draft, **more)
        shown = {"icon": "mail", "form": form, "audience": "requester"}
        shown["templates"] = self.replies.for_use(REPLY)
        return self._offer("reply", _("Send to the requester"), verdict, **shown)

    @cached_property
    def retry(self) -> Offer:
        verdict = operations.can_retry_delivery(**self.able)
        return self._offer("retry", _("Send again"), verdict, icon="mail")

    @cached_property
    def settle(self) -> Offer:
        return self._offer("settle", _("I reached them another way"), self.retry.verdict)

    @cached_property
    def renew_link(self) -> Offer:
        verdict = operations.can_renew_link(**self.able)
        return self._offer("renew_link", _("Make a new private link"), verdict, icon="link")

    # For the panel "What can be done now" ------------------------------------------------------

    @cached_property
    def _in_panel(self) -> list[Offer]:
        last = [offer for offer in (self.routing, self.duplicate, self.quarantine) if offer]
        if self.request.is_unrouted:
            last.remove(self.routing)  # the banner has the form
        first = [*self.moves, *filter(None, [self.next_step])]
        return [*first, *self.assignment, *last]

    @property
    def allowed(self) -> list[Offer]:
        """What may be done, the usual next step first."""
        offers = [offer for offer in self._in_panel if offer.verdict]
        if offers and offers[0] in self.moves:
            offers[0] = replace(offers[0], leads=True)
        return offers

    @property
    def with_keys(self) -> list[Offer]:
        """What may be done by one key, for the help sheet."""
        return [
            offer for offer in [*self.allowed, self.reply, self.note] if offer.verdict and offer.key
        ]

    @property
    def refused(self) -> list[tuple[str, list[Offer]]]:
        """``(why, offers)``: what may not be done, by reason."""
        by_reason: dict[str, list[Offer]] = {}
        for offer in self._in_panel:
            if not offer.verdict:
                by_reason.setdefault(str(offer.verdict.why), []).append(offer)
        return list(by_reason.items())

    @property
    def homeless(self) -> list[str]:
        """What was typed for something that cannot be done any more."""
        places = [
            *self.allowed,
            *self.review,
            *self.correction,
            self.note,
            self.reply,
            *filter(None, [self.routing]),
        ]
        shown = {offer.code for offer in places if offer.verdict}
        return [
            text
            for code, form in self.typed.items()
            if code not in shown
            for name in ("reason", "suggestion", "body")
            if (text := form.data.get(name, "").strip())
        ]

    def _files_of(self, use: str) -> list[Attachment]:
        return [file for file in self.files if file.use == use]

    def _key(self, code: str) -> str:
        """The key that leads to a form that stands open."""
        return keys.ACTS[code] if keys.are_on(self.able["user"]) else ""

    def _form(self, code, verdict, form_class, **kwargs):
        if not verdict:
            return None
        return self.typed.get(code) or form_class(code, **kwargs)

    def _offer(self, code, label, verdict, url_name="", *args, **kwargs) -> Offer:
        url = reverse(f"coorg_requests:{url_name or code}", args=[self.request.reference, *args])
        return Offer(code, str(label), url, verdict, **kwargs)
