"""What a request reads of the settings of its form, whose page may be gone."""

from wagtail.models import Page

#: Business days when the form's page is gone.
DEFAULT_DAYS = {"read": 5, "answer": 20, "contact": 10}


def promised_days(page: Page | None, clock: str) -> int:
    """Business days that the form ``page`` promises for ``clock``, a code of ``CLOCKS``."""
    form = page.specific if page else None
    return getattr(form, f"{clock}_days", DEFAULT_DAYS[clock])


def kept_months(page: Page | None) -> int | None:
    """Months for which the form ``page`` keeps its requests once they ended."""
    form = page.specific if page else None
    return form.in_default_language.retention_months if form else None


def tells_open(page: Page | None) -> bool:
    """Whether the form ``page`` tells who asks of the open requests that they already have."""
    form = page.specific if page else None
    return bool(form and form.in_default_language.tells_open)
