"""One class per question type. Importing this package registers the types of the house."""

from coorg_forms.questions import registry
from coorg_forms.questions.types.checkboxes import Checkboxes
from coorg_forms.questions.types.consent import Consent
from coorg_forms.questions.types.date import Date
from coorg_forms.questions.types.declaration import Declaration
from coorg_forms.questions.types.email import Email
from coorg_forms.questions.types.long_text import LongText
from coorg_forms.questions.types.name import Name
from coorg_forms.questions.types.neq import EnterpriseNumber
from coorg_forms.questions.types.number import Number
from coorg_forms.questions.types.phone import Phone
from coorg_forms.questions.types.radio import Radio
from coorg_forms.questions.types.select import Select
from coorg_forms.questions.types.text import Text
from coorg_forms.questions.types.vocabulary import Audience, Service, Territory
from coorg_forms.questions.types.yes_no import YesNo

for _type in (
    Text,
    LongText,
    Radio,
    Checkboxes,
    Select,
    YesNo,
    Date,
    Number,
    Name,
    Email,
    Phone,
    Territory,
    Service,
    Audience,
    EnterpriseNumber,
    Consent,
    Declaration,
):
    registry.register(_type)
