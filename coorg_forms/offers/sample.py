"""The facts of a page that does not exist: for the previews of blocks in the picker."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coorg_forms.offers.notes import Notes
from coorg_forms.offers.views import ContactView, FormView, TerritoryView
from coorg_forms.questions.phones import PhoneNumber


class SampleFacts:
    """Stands where the page's own facts would."""

    def __init__(self):
        self.notes = Notes([])
        self.language = get_language() or "en"

    @property
    def form(self) -> FormView:
        return FormView(url="#", title=_("Request for support"), is_open=True)

    @property
    def territories(self) -> list[TerritoryView]:
        return [TerritoryView(f"{_('Territory')} {letter}") for letter in "ABC"]

    def point(self, chosen=None) -> ContactView:
        number = PhoneNumber("+18195550100", "6")
        return ContactView(label=_("Our team"), phone=number.written(self.language), uri=number.uri)

    def labels(self, name: str, codes) -> list[str]:
        return [str(code) for code in codes or ()]

    def linked(self, page):
        return None

    def code_for(self, page):
        return None

    has_contact_part = False
    criteria = ()

    @property
    def form_code(self):
        return None
