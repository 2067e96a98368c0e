"""The page where a request is evaluated: answers beside the grid, then everybody's view."""

import json

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.inbox import counts, keys
from coorg_forms.inbox.answers import AnswerSheet
from coorg_forms.inbox.contact import may_see_contact
from coorg_forms.inbox.detail import RequestPage, RequestView
from coorg_forms.inbox.evaluation_board import Board
from coorg_forms.inbox.evaluation_form import EvaluationForm, kept_findings, read_findings
from coorg_forms.inbox.evaluation_forms import BandForm, JointNoteForm
from coorg_forms.inbox.evaluation_score import LiveScore
from coorg_forms.operations.errors import OperationError
from coorg_forms.questions.dates import written_time


class EvaluationPage(RequestPage):
    template_name = "coorg_forms/inbox/evaluation.html"

    @cached_property
    def board(self) -> Board:
        return Board(self.desk, self.support_request)

    @cached_property
    def sheet(self) -> AnswerSheet:
        see_contact = may_see_contact(self.request.user)
        return AnswerSheet(self.support_request, see_contact=see_contact)

    def get_page_subtitle(self):
        return _("Evaluation")

    def get_breadcrumbs_items(self):
        here = {"url": self.evaluation_url, "label": _("Evaluation")}
        return [*super().get_breadcrumbs_items(), here]

    def show(self, *, status=200, typed=None, seen=None, **mine):
        context = self.get_context_data(typed=typed or {}, seen=seen, **mine)
        return self.render_to_response(context, status=status)

    def get_context_data(self, *, typed, seen=None, findings=None, **mine):
        board = self.board
        context = {
            "board": board,
            "sheet": self.sheet,
            "typed": typed,
            "keys_on": keys.are_on(self.request.user),
            "evaluation_url": self.evaluation_url,
        }
        if board.verdict:
            context |= self._to_fill(findings or kept_findings(board.own), **mine)
        elif not board.hidden and self.support_request.evaluated:
            context |= self._to_talk_about(typed)
        return RequestView.get_context_data(self, **context)

    def _to_fill(self, findings, missing=None, theirs=()) -> dict:
        grid = self.board.in_force.parsed
        own = self.board.own
        return {
            "form": EvaluationForm(grid, findings, self.sheet, missing),
            "live": LiveScore(self.support_request, grid, findings),
            "evaluation_version": own.version if own else 0,
            "saved": saved_at(own.saved_at) if own else "",
            "older_grid": bool(own and own.grid_id != self.board.in_force.pk),
            "theirs": theirs,
            "words_json": json.dumps(words_of_the_script()),
        }

    def _to_talk_about(self, typed) -> dict:
        able = self.board.able
        return {
            "may_reopen": operations.can_reopen_evaluation(**able),
            "may_join": operations.can_write_joint_note(**able),
            "joint_form": typed.get("joint_note") or JointNoteForm("joint_note"),
            "may_choose_band": operations.can_choose_band(**able),
            "band_form": typed.get("choose_band")
            or BandForm("choose_band", grid=self.board.tally.grid, request=self.support_request),
        }


class SaveEvaluation(EvaluationPage):
    """Keep the evaluation as it is: for the script a few words, for a browser the page again."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        if self.board.in_force is None:
            return self.refuse(operations.Forbidden(self.board.verdict.why))
        self.findings = read_findings(self.board.in_force.parsed, request.POST)
        try:
            evaluation = self.keep()
            return self.done(evaluation)
        except operations.StaleEvaluation as error:
            return self.show_conflict(error)
        except operations.Unfinished as error:
            return self.show_missing(error)
        except OperationError as error:
            return self.refuse(error)

    def keep(self):
        able = {"user": self.request.user, "request": self.support_request}
        return operations.evaluate(**able, version=self.seen, findings=self.findings)

    def done(self, evaluation):
        saved = saved_at(evaluation.saved_at)
        if not self.is_script:
            messages.success(self.request, saved)
            return redirect(self.evaluation_url)
        grid = self.board.in_force.parsed
        live = LiveScore(self.support_request, grid, self.findings)
        return JsonResponse(
            {
                "version": evaluation.version,
                "saved": saved,
                "score": render_to_string(
                    "coorg_forms/inbox/evaluation_score.html",
                    {"live": live, "keys_on": keys.are_on(self.request.user)},
                    self.request,
                ),
            }
        )

    # Refusals: nothing typed is ever lost -------------------------------------------------------

    def refuse(self, error: OperationError):
        if self.is_script:
            return JsonResponse({"error": str(error)}, status=422)
        messages.error(self.request, str(error))
        return self.show(status=422, findings=getattr(self, "findings", None))

    def show_conflict(self, error: OperationError):
        if self.is_script:
            return JsonResponse({"error": str(error), "conflict": True}, status=409)
        messages.error(self.request, str(error))
        return self.show(status=409, findings=self.findings, theirs=self.differences())

    def show_missing(self, error: operations.Unfinished):
        del self.board  # what was just kept is read again
        return self.show(status=422, findings=self.findings, missing=error.missing)

    def differences(self) -> list[dict]:
        """What the other window kept, where it is not what this one holds."""
        grid, kept = self.board.in_force.parsed, kept_findings(self.board.own)
        other = EvaluationForm(grid, kept, self.sheet)
        mine = EvaluationForm(grid, self.findings, self.sheet)
        pairs = zip([*other.gate, *other.criteria], [*mine.gate, *mine.criteria], strict=True)
        found = [
            {"label": row.label, "note": _chosen(row), "comment": row.comment}
            for row, here in pairs
            if (_chosen(row), row.comment) != (_chosen(here), here.comment.strip())
        ]
        if kept.comment != self.findings.comment.strip():
            found.append({"label": _("Overall"), "note": "", "comment": kept.comment})
        return found

    @property
    def seen(self) -> int:
        """The version of the evaluation that the window read; none when it cannot be read."""
        sent = self.request.POST.get("evaluation", "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else -1

    @property
    def is_script(self) -> bool:
        return self.request.accepts("application/json") and not self.request.accepts("text/html")


class SubmitEvaluation(SaveEvaluation):
    """Keep it, then hand it in."""

    def done(self, evaluation):
        operations.submit_evaluation(
            user=self.request.user,
            request=self.support_request,
            version=evaluation.version,
            insufficient="insufficient" in self.request.POST,
        )
        counts.forget(self.request.user)
        messages.success(self.request, _("Your evaluation was handed in."))
        return redirect(self.evaluation_url)


def saved_at(moment) -> str:
    """``Saved at 14:03``, as the reader's language writes it."""
    time = written_time(timezone.localtime(moment).time(), get_language() or "")
    return _("Saved at %(time)s") % {"time": time}


def words_of_the_script() -> dict[str, str]:
    return {
        "saving": _("Saving…"),
        "failed": _("Not saved: the connection failed. What you typed is still here."),
        "signedOut": _(
            "Not saved: you have been signed out. Sign in again in another tab, then press Save."
        ),
        "conflict": _("Press Save to see what differs. What you typed is still here."),
    }


def _chosen(row) -> str:
    return next((choice.label for choice in row.choices if choice.checked), "")
