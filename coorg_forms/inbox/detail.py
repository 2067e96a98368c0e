"""The page of one request: read it, then say what happens next."""

from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coorg_forms import operations
from coorg_forms.inbox import keys, words
from coorg_forms.inbox.answers import AnswerSheet
from coorg_forms.inbox.contact import contact_card, may_see_contact
from coorg_forms.inbox.correction import Corrections
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.drafts import withdrawn, withdrawn_files
from coorg_forms.inbox.duplicates import Together, kept, together
from coorg_forms.inbox.enter.given import given
from coorg_forms.inbox.evaluation_board import Board
from coorg_forms.inbox.lacking import question_about
from coorg_forms.inbox.offers import Offers
from coorg_forms.inbox.place import Place
from coorg_forms.inbox.refusal import refusal_card
from coorg_forms.inbox.related import Relations
from coorg_forms.inbox.replies import Replies
from coorg_forms.inbox.selection import Selection
from coorg_forms.inbox.summary import summary
from coorg_forms.inbox.timeline import AUDIENCES, Timeline
from coorg_forms.inbox.vocabulary import language_name
from coorg_forms.models import Attachment, SupportRequest
from coorg_forms.models.preference import AFTER_ACT, UNDO_SECONDS

#: A longer address to come back to is dropped.
NEXT_LENGTH = 2000


class RequestView(WagtailAdminTemplateMixin, View):
    """Base of all that is about one request: out of reach, it does not exist."""

    header_icon = "mail"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.desk = Desk.of(request)
        self.support_request = self.get_support_request()

    def get_support_request(self) -> SupportRequest:
        """The request as it stands now.

        Raises:
            Http404: it is missing or out of the person's reach, which looks the same.
        """
        reachable = self.desk.requests.select_related(
            "contact",
            "form_version",
            "service",
            "territory",
            "audience",
            "establishment",
            "page",
            "team",
            "assignee",
        ).prefetch_related("territories")
        return get_object_or_404(reachable, reference=self.kwargs["reference"])

    @cached_property
    def next_url(self) -> str:
        """The list that the person came from, as it was filtered."""
        url = get_valid_next_url_from_request(self.request)
        return url if url and len(url) <= NEXT_LENGTH else reverse("coorg_requests:index")

    @cached_property
    def place(self) -> Place:
        """Where the request stands in that list; it holds while an action moves the request."""
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        selection = Selection.at(self.request, self.next_url)
        return Place(selection, self.support_request, sent.get("at", ""))

    @property
    def detail_url(self) -> str:
        return self.url_of(self.support_request.reference, at=self.place.written)

    @property
    def evaluation_url(self) -> str:
        """The page where the request is evaluated, with the way back."""
        return self.url_of(self.support_request.reference, page="evaluation", at=self.place.written)

    def url_of(self, reference: str, page: str = "detail", **query) -> str:
        """A page of a request, with the way back to the list."""
        address = reverse(f"coorg_requests:{page}", args=[reference])
        return f"{address}?{urlencode({'next': self.next_url, **query})}"

    def get_page_title(self):
        return self.support_request.reference

    def get_page_subtitle(self):
        return self.support_request.summary

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.next_url, "label": _("Requests")},
            {"url": self.detail_url, "label": self.support_request.reference},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{
                "support_request": self.support_request,
                "state": words.state_label(self.support_request),
                "tone": self.support_request.known_state.tone,
                "waiting": words.waiting_on(self.support_request),
                "next_url": self.next_url,
                "detail_url": self.detail_url,
                "way_back": urlencode({"next": self.next_url, "at": self.place.written}),
                "place": self.place,
                "neighbours": [
                    {"url": self.url_of(reference), "is_next": is_next}
                    for is_next, reference in (
                        (False, self.place.previous),
                        (True, self.place.next),
                    )
                    if reference
                ],
                **kwargs,
            }
        )


class RequestPage(RequestView):
    template_name = "coorg_forms/inbox/detail.html"

    def get(self, request, *args, **kwargs):
        return self.show()

    def show(self, *, status: int = 200, typed=None, seen: int | None = None):
        """The page.

        Arguments:
            typed: code of an act → its form as it was sent, to be shown again.
            seen: the version that the person had seen, when others changed the request since.
        """
        operations.record_access(
            user=self.request.user, requests=[self.support_request.pk], kind="opened"
        )
        context = self.get_context_data(typed=typed or {}, seen=seen)
        return self.render_to_response(context, status=status)

    @property
    def replies(self) -> Replies:
        return Replies(
            self.support_request,
            see_contact=may_see_contact(self.request.user),
            chosen=self.request.GET.get("template", ""),
            drafts={"ask": question_about(self.support_request, self._lacking)},
        )

    @cached_property
    def relations(self) -> Relations:
        return Relations(self.desk, self.support_request)

    @cached_property
    def together(self) -> list[Together]:
        return together(self.desk, self.support_request)

    def _linked(self, others) -> list[tuple]:
        return [(self.url_of(other.reference), other) for other in others]

    @property
    def drafts(self) -> dict[str, str]:
        """What the person took back and may send again, by the code of its form."""
        return withdrawn(self.request.user, self.support_request, self.request.GET.get("draft", ""))

    @property
    def draft_files(self) -> list[Attachment]:
        """The files that went with it."""
        return withdrawn_files(
            self.request.user, self.support_request, self.request.GET.get("draft", "")
        )

    @property
    def _lacking(self) -> list[str]:
        """Keys of the criteria about which an evaluation wants to ask."""
        return self.request.GET.getlist("lacking")

    def get_context_data(self, *, typed, seen, **kwargs):
        support_request, user = self.support_request, self.request.user
        contact = contact_card(user, support_request)
        board = Board(self.desk, support_request)
        prefetch_related_objects([support_request], "files")
        sheet = AnswerSheet(
            support_request,
            see_contact=may_see_contact(user),
            words_seen=self.request.GET.get("words") == "seen",
        )
        corrections = Corrections(support_request, sheet)
        undelivered = list(support_request.outbox.undelivered().select_related("user"))
        timeline = Timeline(
            support_request, self.desk, blind=bool(board.hidden), undelivered=undelivered
        )
        return super().get_context_data(
            contact=contact,
            given=given(user, support_request) if "entered" in self.request.GET else None,
            excerpt=words.excerpt(support_request),
            summary=summary(support_request, contact, self.desk, timeline.why_here),
            offers=self._offers(typed, corrections),
            requester_label=AUDIENCES["requester"],
            refusal=refusal_card(support_request),
            explains=support_request.evaluated or timeline.tells_a_decision,
            unreachable=not getattr(getattr(support_request, "contact", None), "mail_address", ""),
            requester_reads=language_name(support_request.language),
            sheet=sheet,
            corrections=corrections,
            timeline=timeline,
            suspicions=words.suspicions(support_request.suspicions),
            keys_on=keys.are_on(user),
            page_keys=[(k, label) for k, label in keys.PAGE.items() if k != "e" or board.exists],
            board=board,
            evaluation_url=self.evaluation_url,
            undelivered=undelivered,
            **_missed(timeline, seen),
            **self._around(),
            **self._preferences(),
            **kwargs,
        )

    def _offers(self, typed, corrections: Corrections) -> Offers:
        return Offers(
            self.desk,
            self.support_request,
            typed,
            self.replies,
            self.drafts,
            files=self.draft_files,
            likely=self.relations.likely,
            together=self.together,
            correction=corrections.waiting,
        )

    def _around(self) -> dict:
        """The other requests: alike, of the same group or place, treated together."""
        found = kept(self.desk, self.support_request)
        return {
            "likely": self._linked(self.relations.likely),
            "same_group": self._linked(self.relations.same_group),
            "same_place": self._linked(self.relations.same_place),
            "duplicates": self._linked(self.together),
            "duplicate_of": found,
            "duplicate_of_url": self.url_of(found.reference) if found else "",
        }

    def _preferences(self) -> dict:
        """How the person likes to work."""
        return {
            "after_acts": AFTER_ACT.items(),
            "preference": self.desk.preference,
            "undo_times": UNDO_SECONDS.items(),
        }


def _missed(timeline: Timeline, seen) -> dict:
    """What others wrote since the version that the person saw, when they were second."""
    is_conflict = seen is not None
    return {"is_conflict": is_conflict, "changes": timeline.since(seen) if is_conflict else []}
