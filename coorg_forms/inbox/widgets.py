"""Fields of the admin that need no script."""

from django import forms


class DayInput(forms.DateInput):
    """A native date field: Wagtail's own picker needs an inline script."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")
