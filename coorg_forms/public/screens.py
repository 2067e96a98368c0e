"""The screens of a form page, rendered in its language."""

from django.template.response import TemplateResponse
from django.utils import translation

from coorg_forms.asking.form_view import FormView
from coorg_forms.public.pages import (
    closed_context,
    draft_context,
    form_context,
    review_context,
    step_context,
)
from coorg_forms.questions.problems import Problem

FORM = "coorg_forms/public/form.html"
REVIEW = "coorg_forms/public/review.html"
SAVED = "coorg_forms/public/saved.html"
RESUME = "coorg_forms/public/resume.html"
CLOSED = "coorg_forms/public/closed.html"

#: Of the pages whose address holds a token. With ``no-referrer`` a browser sends a post of such a
#: page without an origin, and it is refused as coming from elsewhere.
REFERRER = "same-origin"


def show_step(filling, *, step, token, problems: list[Problem] = (), status=200, **context):
    """A step, or the whole form, with what was typed and what is wrong."""
    form = FormView(
        filling.schema,
        step=step,
        raw=filling.raw,
        problems=problems,
        warnings=filling.resolution.warnings if problems else (),
        more=context.pop("more", ""),
        said=context.pop("said", None),
        other=filling.words_in(filling.both),
        other_language=filling.both,
        inert=getattr(filling.request, "is_preview", False),
    )
    context |= form_context(filling, form) | step_context(filling, step)
    context["token"] = token.written()
    return rendered(filling.request, FORM, context, status)


def show_review(filling, *, token, status=200, **context):
    """Every answer once more, before it is sent."""
    context.pop("step", None)
    context.pop("more", None)
    context.pop("said", None)
    form = FormView(filling.schema, problems=context.pop("problems", ()))
    context |= form_context(filling, form) | review_context(filling)
    context["token"] = token.written()
    return rendered(filling.request, REVIEW, context, status)


def show_saved(filling, *, status=200, **context):
    """The draft is kept: how to come back to it."""
    return rendered(filling.request, SAVED, {**draft_context(filling), **context}, status)


def show_resume(filling, *, where):
    """There is a draft: go on with it at the address ``where``, or start afresh."""
    context = {**draft_context(filling), "where": where}
    return rendered(filling.request, RESUME, context)


def show_closed(filling, opening):
    """The form takes no requests now: since when, until when, and what to do instead."""
    return rendered(filling.request, CLOSED, closed_context(filling, opening))


def rendered(request, template: str, context: dict, status=200) -> TemplateResponse:
    """Rendered here and now, in the language in force: the middleware knows only the visitor's."""
    response = TemplateResponse(request, template, context, status=status).render()
    response["Content-Language"] = translation.get_language()
    return response
