"""The part a question plays for the inbox. A role fills one column; at most one question has it."""

from django.utils.translation import gettext_lazy as _

#: code → label. Codes are stored for ever.
ROLES = {
    "audience": _("Who is asking (audience)"),
    "organization": _("Name of the organization"),
    "name": _("Name of the contact person"),
    "email": _("Email of the contact person"),
    "phone": _("Telephone of the contact person"),
    "territory": _("Territory"),
    "service": _("Service"),
    "place": _("Place"),
    "theme": _("Themes"),
    "summary": _("Summary in one sentence"),
    "deadline": _("Date to meet"),
    "known_organizer": _("Organizer already known"),
    "referral_consent": _("Agrees that the request be sent to another service (answer “yes”)"),
}

#: Roles whose answers are personal by nature.
PERSONAL = frozenset({"name", "email", "phone"})
