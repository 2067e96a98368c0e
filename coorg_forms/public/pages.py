"""What the templates of the public pages are given."""

from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from coorg_forms.asking.form_view import FormView
from coorg_forms.conf import settings
from coorg_forms.models import texts
from coorg_forms.models.placeholders import placeholder_values
from coorg_forms.offers.leaflet import can_print
from coorg_forms.public import captcha, suspicion
from coorg_forms.public.criteria_link import criteria_url
from coorg_forms.public.right_door import right_door
from coorg_forms.questions.dates import written_date, written_moment
from coorg_forms.questions.sheet import sheet


@dataclass(frozen=True)
class Alternate:
    """The same page in another language."""

    language: str
    name: str
    """Name of the language in itself."""
    url: str


def form_context(filling, form: FormView) -> dict:
    """What every screen with answers is given."""
    page, request, version = filling.page, filling.request, filling.version
    values = placeholder_values(page)
    return {
        **_frame(filling),
        "form": form,
        "both": filling.both,
        "draft": filling.draft,
        "is_preview": getattr(request, "is_preview", False),
        "action": filling.address(),
        "intro": texts.fill(version.texts.get("intro", ""), values),
        "notice": texts.fill(version.texts.get("collection_notice", ""), values),
        "honeypot": suspicion.HONEYPOT,
        "captcha_key": captcha.KEY_FIELD,
        "captcha_answer": captcha.ANSWER_FIELD,
        "carried_over": filling.is_carried_over,
        "opening": _announced(page),
        "door": SimpleLazyObject(lambda: right_door(page, request)),
        "can_print": can_print(),
        "criteria_url": lambda: criteria_url(page, request),  # asked for on the first screen only
    }


def step_context(filling, step) -> dict:
    """Where a step stands on the way."""
    if step is None:  # a preview shows them all
        return {"is_first": True, "is_last": True, "sends": True}
    steps = filling.steps
    numbers = [one.number for one in steps]
    is_last = step.number >= numbers[-1]
    in_steps = len(filling.all_steps) > 1
    query = f"?step={step.number}" if in_steps else ""
    return {
        "step": step,
        "in_steps": in_steps,
        "query": query,
        "action": _action(filling, step.number if in_steps else ""),
        "keys": ",".join(question.key for question in step.questions),
        "is_first": step.number <= numbers[0],
        "is_last": is_last,
        "sends": is_last and not filling.page.has_review,
        "place": sum(number <= step.number for number in numbers) or 1,
        "places": len(steps),
    }


def _action(filling, step: str | int) -> str:
    return filling.address(step) if filling.draft else filling.filled_in_address(step)


def review_context(filling) -> dict:
    """Every answer in words, with the address that changes it."""
    found = sheet(filling.schema, filling.resolution.clean, filling.resolution.visible)
    number = (lambda section: section.number) if filling.page.layout == "steps" else (lambda _: 1)
    sections = [
        {
            "title": section.title,
            "lines": section.lines,
            "change": filling.address(number(section), **{"return": "review", **filling.carried}),
        }
        for section in found
    ]
    labels = filling.schema.by_key
    dropped = [labels[key].label for key in filling.resolution.dropped]
    return {"sections": sections, "dropped": dropped}


def draft_context(filling) -> dict:
    """The draft: since when, until when, and an address to send its link to."""
    draft, page = filling.draft, filling.page
    action = page.get_url(filling.request) or ""
    context = {**_frame(filling), "action": action, "draft": draft, "both": filling.both}
    if draft is None:
        return context
    return {
        **context,
        "begun_on": written_date(timezone.localdate(draft.begun_at), page.language),
        "until": written_date(timezone.localdate(draft.expires_at), page.language),
        "keeps": page.keeps_drafts,
        "email": _email_of(filling),
        "carried_over": filling.is_carried_over,
    }


def closed_context(filling, opening) -> dict:
    """Why the form takes no requests, and what people can do instead."""
    page = filling.page
    return {
        **_frame(filling),
        "opening": opening,
        "opens": _moment(opening.opens_at, page.language),
        "closed": _moment(opening.shut_at, page.language),
        "message": texts.fill(page.closed_message, placeholder_values(page)),
        "sections": _so_far(filling) if filling.draft else [],
    }


def _so_far(filling) -> list:
    """What was answered before the form closed, to be copied."""
    return sheet(filling.schema, filling.resolution.clean, filling.resolution.clean)


def _frame(filling) -> dict:
    """What surrounds every screen of a form."""
    page = filling.page
    return {
        **page.get_context(filling.request),
        "base_template": settings.PAGE_TEMPLATE,
        "language": page.language,
        "title": filling.version.title,
        "alternates": alternates(page, filling.request),
        **contact_of(page),
    }


def _announced(page) -> str:
    """Until when the form is open, if that is near; else nothing."""
    form, now = page.in_default_language, timezone.now()
    if form.closes_at is None or not form.opening(now).closes_soon(now):
        return ""
    return _moment(form.closes_at, page.language)


def _moment(moment, language: str) -> str:
    """A date and its time in the site's time zone; empty without one."""
    return written_moment(timezone.localtime(moment), language) if moment else ""


def _email_of(filling) -> str:
    """The address that the person wrote in the form, to spare typing it again."""
    question = filling.schema.by_role.get("email")
    typed = filling.raw.get(question.key) if question else ""
    return filling.draft.email or (typed if isinstance(typed, str) else "")


def alternates(page, request) -> list[Alternate]:
    """The live translations of ``page``."""
    found = []
    for other in page.get_translations().live().select_related("locale"):
        code = other.locale.language_code
        found.append(Alternate(code, language_name(code), other.get_url(request)))
    return found


def language_name(code: str) -> str:
    """Name of a language in itself."""
    return translation.get_language_info(code)["name_local"].capitalize()


def contact_of(page) -> dict[str, object]:
    """The contact point of a form, as the templates show it."""
    point = getattr(page, "contact", None)
    number = point.number if point else None
    return {
        "contact": point,
        "contact_phone": number.written(page.language) if number else "",
        "contact_uri": number.uri if number else "",
    }
