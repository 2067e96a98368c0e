"""Terms of the site (audiences, themes, populations) by their codes, whatever the language."""

from django.apps import apps
from wagtail import blocks


def term_choices(model_name: str):
    """A function that lists ``(code, label)`` of the active terms, in the default language."""

    def choices():
        model = apps.get_model("coorg_forms", model_name)
        terms = model.objects.filter(active=True).canonical()
        return [(term.code, term.label) for term in terms]

    return choices


class _Codes:
    """Codes are text already: Wagtail would go through every term of the list for each one."""

    def normalize_choice(self, value):
        return value


class TermBlock(_Codes, blocks.ChoiceBlock):
    """One term."""

    def __init__(self, model_name: str, **kwargs):
        super().__init__(choices=term_choices(model_name), **kwargs)


class TermsBlock(_Codes, blocks.MultipleChoiceBlock):
    """Any number of terms."""

    def __init__(self, model_name: str, **kwargs):
        super().__init__(choices=term_choices(model_name), required=False, **kwargs)
