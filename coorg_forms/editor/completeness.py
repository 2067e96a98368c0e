"""What a good offer says, and whether this one does."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coorg_forms.questions.dates import written_date


@dataclass(frozen=True)
class Check:
    label: str
    passed: bool
    hint: str = ""
    """What to do about it, when it did not pass."""


def checks(page) -> list[Check]:
    """The recommendations, in the order in which a visitor would miss them."""
    kinds = {child.block_type for child in page.body}
    contact, form = page.contact, page.form.specific if page.form else None
    return [
        Check(_("Who the service is for"), "audiences" in kinds, _("Add the part “Audiences”.")),
        Check(_("The right door"), "door" in kinds, _("Add the part “Right door”.")),
        Check(_("Territories served"), "territories" in kinds, _("Add the part “Territories”.")),
        Check(_("Steps and delays"), "steps" in kinds, _("Add the part “Steps”.")),
        Check(
            _("Evaluation criteria"), "criteria" in kinds, _("Add the part “Evaluation criteria”.")
        ),
        _form_check(form),
        Check(
            _("A telephone and a mailbox"),
            bool(contact and contact.phone and contact.email),
            _("Fill them in on the contact point."),
        ),
        Check(_("Hours"), bool(contact and contact.hours), _("Fill them in on the contact point.")),
        verified(contact),
        Check(
            _("A description for search engines"),
            bool(page.search_description),
            _("Write one under “Promote”."),
        ),
        _language_check(page),
    ]


def verified(contact) -> Check:
    """Whether the contact point was verified not long ago."""
    day = contact.last_verified if contact else None
    is_verified = bool(contact and contact.is_verified)
    hint = _("Call or write, then note the date on the contact point.")
    if day and not is_verified:
        language = contact.locale.language_code
        hint = _("Last verified on %(date)s.") % {"date": written_date(day, language)} + " " + hint
    return Check(_("Contact verified"), is_verified, hint)


def _form_check(form) -> Check:
    label = _("A form with its collection notice")
    if form is None:
        return Check(label, False, _("Choose the request form, if the service has one."))
    return Check(
        label, bool(getattr(form, "collection_notice", "")), _("Write the notice on the form.")
    )


def _language_check(page) -> Check:
    label = _("Translations in step")
    behind = [other for other in page.get_translations().specific() if other.is_stale]
    if page.pk and page.is_stale:
        behind.append(page)
    names = ", ".join(other.locale.get_display_name() for other in behind)
    return Check(label, not behind, _("To bring up to date: %(languages)s") % {"languages": names})
