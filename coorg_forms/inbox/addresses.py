"""Every address of the inbox: those of the list and its rooms, then those of one request."""

from django.urls import path

from coorg_forms.inbox import (
    absences,
    acts,
    bulk,
    bulk_reply,
    correction_acts,
    decision_page,
    duplicate_acts,
    evaluation,
    evaluation_acts,
    explained,
    export_progress,
    export_views,
    link_acts,
    refusal_acts,
    saved_views,
    talk_acts,
    undo,
)
from coorg_forms.inbox.accesses import Accesses
from coorg_forms.inbox.detail import RequestPage
from coorg_forms.inbox.enter.choice import ChooseForm
from coorg_forms.inbox.enter.entered import Entered
from coorg_forms.inbox.enter.page import EnterForm
from coorg_forms.inbox.enter.read_back import ReadBack
from coorg_forms.inbox.files import FileView
from coorg_forms.inbox.health_views import HealthPage, RetryReminder
from coorg_forms.inbox.listing import RequestList
from coorg_forms.inbox.preferences import Prefer
from coorg_forms.inbox.presence import PresenceView
from coorg_forms.inbox.report_views import ReportPage


def addresses() -> list:
    """The patterns, in the order in which they are tried."""
    return [*_of_the_list(), *_of_entering(), *_of_one("<slug:reference>/"), *_of_evaluation()]


def _of_the_list() -> list:
    results = RequestList.as_view(results_only=True)
    return [
        path("", RequestList.as_view(), name="index"),
        path("results/", results, name="index_results"),
        path("view/<slug:view>/", RequestList.as_view(), name="view_index"),
        path("view/<slug:view>/results/", results, name="view_index_results"),
        path("saved/", saved_views.Save.as_view(), name="save_view"),
        path("saved/<int:pk>/", saved_views.Open.as_view(), name="saved_view"),
        path("saved/<int:pk>/delete/", saved_views.Delete.as_view(), name="delete_view"),
        path("bulk/", bulk.Confirm.as_view(), name="bulk"),
        path("bulk/run/", bulk.Run.as_view(), name="bulk_run"),
        path("bulk/reply/", bulk_reply.BulkReply.as_view(), name="bulk_reply"),
        path("bulk/undo/", undo.UndoAll.as_view(), name="bulk_undo"),
        path("export/", export_views.ExportView.as_view(), name="export"),
        path(
            "export/<uuid:token>/",
            export_progress.ExportProgress.as_view(),
            name="export_progress",
        ),
        path("exports/", export_views.Exports.as_view(), name="exports"),
        path("absences/", absences.Absences.as_view(), name="absences"),
        path("absences/<int:pk>/end/", absences.EndAbsence.as_view(), name="end_absence"),
        path("accesses/", Accesses.as_view(), name="accesses"),
        path("accesses/results/", Accesses.as_view(results_only=True), name="accesses_results"),
        path("reports/", ReportPage.as_view(), name="reports"),
        path("health/", HealthPage.as_view(), name="health"),
        path("presence/", PresenceView.as_view(), name="presence"),
        path("health/reminders/<int:pk>/", RetryReminder.as_view(), name="retry_reminder"),
        path("prefer/", Prefer.as_view(), name="prefer"),
    ]


def _of_entering() -> list:
    return [
        path("enter/", ChooseForm.as_view(), name="enter"),
        path("enter/<int:form>/", EnterForm.as_view(), name="enter_form"),
        path("enter/<int:form>/<uuid:entry>/", ReadBack.as_view(), name="enter_read_back"),
        path("entered/<uuid:entered>/", Entered.as_view(), name="entered"),
    ]


def _of_one(one: str) -> list:
    return [
        path(one, RequestPage.as_view(), name="detail"),
        path(f"{one}take/", acts.Take.as_view(), name="take"),
        path(f"{one}assign/", acts.Assign.as_view(), name="assign"),
        path(f"{one}unassign/", acts.Unassign.as_view(), name="unassign"),
        path(f"{one}move/<slug:move>/", acts.MakeMove.as_view(), name="move"),
        path(f"{one}decide/<slug:kind>/", decision_page.Decide.as_view(), name="decide"),
        path(f"{one}review/ask/", refusal_acts.AskReview.as_view(), name="ask_review"),
        path(f"{one}review/give/", refusal_acts.GiveReview.as_view(), name="give_review"),
        path(f"{one}review/answer/", refusal_acts.AnswerReview.as_view(), name="answer_review"),
        path(
            f"{one}correction/accept/",
            correction_acts.AcceptCorrection.as_view(),
            name="accept_correction",
        ),
        path(
            f"{one}correction/refuse/",
            correction_acts.RefuseCorrection.as_view(),
            name="refuse_correction",
        ),
        path(f"{one}explained/", explained.Explained.as_view(), name="explained"),
        path(f"{one}explained/pdf/", explained.ExplainedPaper.as_view(), name="explained_pdf"),
        path(f"{one}plan/", acts.Plan.as_view(), name="plan"),
        path(f"{one}reply/", talk_acts.Reply.as_view(), name="reply"),
        path(f"{one}note/", talk_acts.Note.as_view(), name="note"),
        path(f"{one}quarantine/", acts.Quarantine.as_view(), name="quarantine"),
        path(f"{one}release/", acts.Release.as_view(), name="release"),
        path(f"{one}spam/", acts.CloseAsSpam.as_view(), name="spam"),
        path(f"{one}duplicate/", duplicate_acts.MarkDuplicate.as_view(), name="duplicate"),
        path(f"{one}separate/", duplicate_acts.Separate.as_view(), name="separate"),
        path(f"{one}route/", acts.Route.as_view(), name="route"),
        path(f"{one}files/<uuid:file>/", FileView.as_view(), name="file"),
        path(f"{one}undo/", undo.Undo.as_view(), name="undo"),
        path(f"{one}retry/", acts.RetryDelivery.as_view(), name="retry"),
        path(f"{one}link/", link_acts.RenewLink.as_view(), name="renew_link"),
        path(f"{one}settle/", acts.SettleDelivery.as_view(), name="settle"),
    ]


def _of_evaluation() -> list:
    here = "<slug:reference>/evaluation/"
    views = {
        "evaluate": ("save", evaluation.SaveEvaluation),
        "submit_evaluation": ("submit", evaluation.SubmitEvaluation),
        "reopen_evaluation": ("reopen", evaluation_acts.ReopenEvaluation),
        "declare_conflict": ("conflict", evaluation_acts.DeclareConflict),
        "withdraw_conflict": ("no-conflict", evaluation_acts.WithdrawConflict),
        "joint_note": ("joint-note", evaluation_acts.JointNote),
        "choose_band": ("priority", evaluation_acts.ChooseBand),
    }
    return [
        path(here, evaluation.EvaluationPage.as_view(), name="evaluation"),
        *(path(f"{here}{at}/", view.as_view(), name=n) for n, (at, view) in views.items()),
    ]
