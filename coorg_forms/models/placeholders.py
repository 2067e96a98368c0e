"""What a form itself knows of the placeholders in its texts."""

from coorg_forms.models.form_settings import promised_days


def placeholder_values(page) -> dict[str, object]:
    """What the placeholders of the texts around the questions of ``page`` stand for."""
    point = getattr(page, "contact", None)
    establishment = getattr(page, "establishment", None)
    return {
        "read_days": promised_days(page, "read"),
        "answer_days": promised_days(page, "answer"),
        "phone": point.number.written(page.language) if point and point.number else "",
        "establishment": establishment.name if establishment else "",
    }
