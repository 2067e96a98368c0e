"""Why a request was decided so: plain data, in the reader's language, for the screen and on paper.

Everything is read from what was kept: the grid of each evaluation, notes, decisions. Nothing is
scored anew but by ``triage.score``, from these same rows.
"""

from decimal import Decimal
from fractions import Fraction
from math import floor
from statistics import median

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coorg_forms.conf import settings
from coorg_forms.delivery.told import told
from coorg_forms.inbox import nodes, words
from coorg_forms.inbox.contact import contact_card
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.scoreboard import band_label
from coorg_forms.models import CriteriaGrid, Decision, Evaluation, SupportRequest
from coorg_forms.triage.grid import Criterion, Grid, words_in
from coorg_forms.triage.score import SCORE_STATES, combine, exact_score, rounded, score

#: Colour of the headings where a site names none.
NEUTRAL = "#14507f"


class Explanation:
    """
    Arguments:
        desk: of whoever reads; decides whether the contact shows.
    """

    def __init__(self, request: SupportRequest, desk: Desk):
        self.request, self.desk = request, desk
        self.language = get_language() or ""

    @cached_property
    def evaluations(self) -> list[Evaluation]:
        """Those handed in, on every version of the grid, oldest first."""
        rows = self.request.evaluations.filter(submitted_at__isnull=False)
        return list(rows.select_related("grid", "grid__service").prefetch_related("scores"))

    @cached_property
    def decisions(self) -> list[Decision]:
        """Oldest first."""
        related = ("reason", "suggestion", "team", "grid", "review__words", "review__answer")
        return list(self.request.decisions.select_related(*related).reverse())

    @cached_property
    def grid(self) -> CriteriaGrid | None:
        """The one that the score stands on: that of the last evaluation."""
        return self.evaluations[-1].grid if self.evaluations else None

    @cached_property
    def content(self) -> dict:
        """What both templates draw."""
        establishment = self.request.establishment
        return {
            "title": _("Evaluation and decision: %(reference)s")
            % {"reference": self.request.reference},
            "language": self.language,
            "establishment": establishment.name,
            "accent": settings.LEAFLET_COLOURS.get(establishment.code, NEUTRAL),
            "footer": _("Printed on %(moment)s by %(name)s")
            % {"moment": words.at_moment(timezone.now()), "name": self.desk.user.get_full_name()},
            "sections": [section for section in self._sections() if section["nodes"]],
        }

    def _sections(self):
        yield {"title": _("The request"), "nodes": [self._facts()]}
        yield {"title": _("The grid"), "nodes": self._grids()}
        for evaluation in self.evaluations:
            title = _("Evaluation of %(name)s") % {"name": evaluation.evaluator_name}
            yield {"title": title, "nodes": list(self._evaluation(evaluation))}
        yield {"title": _("Score and priority"), "nodes": list(self._result())}
        for decision in self.decisions:
            title = _("Decision: %(kind)s") % {"kind": decision.get_kind_display()}
            yield {"title": title, "nodes": list(self._decision(decision))}

    def _facts(self) -> dict:
        request, contact = self.request, contact_card(self.desk.user, self.request)
        asked_by = [name for name in (request.organization, contact.name) if name]
        rows = [
            (_("Request:"), request.summary),
            (_("Asked by:"), ", ".join(asked_by)),
            (_("Contact:"), _("Masked: your role does not see who asked.")
             if contact.masked else " ".join(filter(None, (contact.email, contact.phone)))),
            (_("Received:"), words.on_day(timezone.localdate(request.received_at))),
            (_("State:"), words.state_label(request)),
        ]  # fmt: skip
        return nodes.facts(rows)

    def _grids(self) -> list[dict]:
        """Which versions were used, since when, and who put them in force."""
        seen = {one.grid_id: one.grid for one in self.evaluations}
        return [nodes.paragraph(_grid_sentence(grid)) for grid in seen.values()]

    # Evaluations ------------------------------------------------------------------------------

    def _evaluation(self, evaluation: Evaluation):
        grid = evaluation.grid.parsed
        yield nodes.paragraph(
            _("Handed in on %(moment)s, by version %(number)s of the grid.")
            % {
                "moment": words.at_moment(evaluation.submitted_at),
                "number": evaluation.grid.number,
            }
        )
        if evaluation.has_conflict:
            yield nodes.strong(_("Knows this group: the evaluation does not count."))
            return
        yield nodes.heading(_("Gate"))
        yield self._gate(grid, evaluation)
        if evaluation.notes:
            yield nodes.heading(_("Notes"))
            yield self._notes(grid, evaluation)
            yield nodes.strong(_own_score(grid, evaluation))
        yield from self._comments(grid, evaluation)

    def _gate(self, grid: Grid, evaluation: Evaluation) -> dict:
        rows = [
            [words_in(item.label, self.language), _yes_no(evaluation.gate.get(item.key))]
            for item in grid.gate
        ]
        return nodes.table([_("Question"), _("Answer")], rows)

    def _notes(self, grid: Grid, evaluation: Evaluation) -> dict:
        notes = evaluation.notes
        given = [one for one in grid.criteria if notes.get(one.key) is not None]
        weight = sum(one.weight for one in given) * grid.top
        rows = [self._note(grid, one, notes, weight) for one in grid.criteria]
        head = [_("Criterion"), _("Note"), _("Weight × note"), _("Contribution")]
        return nodes.table(head, rows)

    def _note(self, grid: Grid, one: Criterion, notes, weight: int) -> list[str]:
        label, note = words_in(one.label, self.language), notes.get(one.key)
        if note is None:
            said = _("Not applicable") if one.key in notes else _("Not answered")
            return [label, said, "–", "–"]
        return [
            label,
            f"{note} – {_anchor(grid, one, note, self.language)}",
            f"{one.weight} × {note}",
            written_number(Fraction(100 * one.weight * note, weight)),
        ]

    def _comments(self, grid: Grid, evaluation: Evaluation):
        for row in evaluation.scores.all():
            if row.comment and row.criterion in grid.by_key:
                label = words_in(grid.by_key[row.criterion].label, self.language)
                yield nodes.strong(label)
                yield nodes.quote(row.comment)
        if evaluation.comment:
            yield nodes.strong(_("Comment"))
            yield nodes.quote(evaluation.comment)

    # Result -----------------------------------------------------------------------------------

    def _result(self):
        if self.grid is None:
            return
        grid = self.grid.parsed
        counted = [
            one for one in self.evaluations if one.grid_id == self.grid.pk and not one.has_conflict
        ]
        combined = combine(grid, [(one.gate, one.notes) for one in counted])
        yield nodes.paragraph(self._together(grid, counted, combined))
        if combined.score.band:
            yield nodes.paragraph(self._band(combined.score))
        yield from self._chosen_band()
        for message in self.request.messages.filter(kind="joint"):
            yield nodes.strong(_("Joint note, %(name)s") % {"name": message.author_name})
            yield nodes.quote(message.body)

    def _together(self, grid: Grid, counted, combined) -> str:
        if combined.score.exact is None:
            return str(SCORE_STATES[combined.score.state])
        exact = [exact_score(grid, one.notes) for one in counted]
        exact = [one for one in exact if one is not None]
        return _("Middle of %(values)s: %(middle)s, rounded half up to %(score)s out of 100.") % {
            "values": "; ".join(written_number(one) for one in exact),
            "middle": written_number(median(exact)),
            "score": combined.score.value,
        }

    def _band(self, result) -> str:
        return _("%(score)s suggests: %(band)s (from %(min)s).") % {
            "score": result.value,
            "band": words_in(result.band.label, self.language),
            "min": result.band.min,
        }

    def _chosen_band(self):
        """Another band than the score's, with its reason."""
        if not self.request.band_is_chosen:
            return
        yield nodes.strong(
            _("Priority chosen by hand: %(band)s") % {
                "band": band_label(self.grid, self.request.band)
            }
        )  # fmt: skip
        event = self.request.events.filter(action="band_chosen").last()
        reason = event and self.request.messages.filter(pk=event.data.get("message")).first()
        if reason:
            yield nodes.paragraph(f"{event.actor_name}, {words.at_moment(event.at)}")
            yield nodes.quote(reason.body)

    # Decisions --------------------------------------------------------------------------------

    def _decision(self, decision: Decision):
        spoken = self.request.language
        yield nodes.paragraph(
            _("By %(name)s, on %(moment)s.")
            % {"name": decision.decided_by_name, "moment": words.at_moment(decision.decided_at)}
        )
        if decision.score is not None:
            yield nodes.paragraph(
                _("The score stood at %(score)s, %(band)s. It suggests; the person decided.")
                % {"score": decision.score, "band": band_label(decision.grid, decision.band)}
            )
        yield from self._told(decision)
        yield nodes.strong(_("Reason given to the requester"))
        yield nodes.quote(decision.reason.body, spoken)
        if decision.suggestion:
            yield nodes.strong(_("What was suggested instead"))
            yield nodes.quote(decision.suggestion.body, spoken)
        if review := getattr(decision, "review", None):
            yield from self._review(review, spoken)

    def _told(self, decision: Decision):
        said = told(decision, reason="")
        yield from (nodes.paragraph(text) for text in (said.sentence, said.who, said.data) if text)

    def _review(self, review, spoken: str):
        yield nodes.heading(_("Review of the refusal"))
        yield nodes.paragraph(
            _("Asked for on %(asked)s, to be answered by %(due)s.")
            % {
                "asked": words.on_day(timezone.localdate(review.asked_at)),
                "due": words.on_day(review.due_on),
            }
        )
        if review.words:
            yield nodes.quote(review.words.body, spoken)
        if review.outcome:
            yield nodes.strong(
                f"{review.get_outcome_display()}, {review.reviewer_name}, "
                f"{words.at_moment(review.answered_at)}"
            )
            yield nodes.quote(review.answer.body, spoken)


def written_number(value: Fraction) -> str:
    """With two decimals, half up, as the reader writes numbers."""
    hundredths = floor(value * 100 + Fraction(1, 2))
    return number_format(Decimal(hundredths) / 100, 2)


def _grid_sentence(grid: CriteriaGrid) -> str:
    since = words.on_day(timezone.localdate(grid.activated_at)) if grid.activated_at else ""
    if not (since and grid.activated_by_name):
        return _("Version %(number)s of the grid.") % {"number": grid.number}
    return _("Version %(number)s of the grid, put in force on %(date)s by %(name)s.") % {
        "number": grid.number,
        "date": since,
        "name": grid.activated_by_name,
    }


def _yes_no(answer: bool | None) -> str:
    return {True: _("Yes"), False: _("No")}.get(answer, _("Not answered"))


def _anchor(grid: Grid, one: Criterion, note: int, language: str) -> str:
    """What the note means for this criterion, else in general."""
    anchors = {anchor.score: anchor.label for anchor in (*grid.scale, *one.anchors)}
    return words_in(anchors.get(note, {}), language)


def _own_score(grid: Grid, evaluation: Evaluation) -> str:
    own = score(grid, evaluation.gate, evaluation.notes)
    if own.exact is None:
        return str(SCORE_STATES[own.state])
    return _("Sum of the contributions: %(exact)s, that is %(score)s out of 100.") % {
        "exact": written_number(own.exact),
        "score": rounded(own.exact),
    }
