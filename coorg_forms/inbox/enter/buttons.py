"""What the buttons inside a question do, besides going on. Nothing is judged, nothing is lost."""

from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.asking.said import Said
from coorg_forms.inbox.enter.entry import Entry
from coorg_forms.questions import registry


def add_files(entry: Entry, data) -> dict:
    """Say which of the chosen files came in."""
    key = data["form-upload"]
    if not entry.added:
        return {"said": Said(key, _("No file was added: choose one first."))}
    return {"said": Said(key, _("Added: %(names)s.") % {"names": ", ".join(entry.added)})}


def remove_file(entry: Entry, data, public_id: str) -> dict:
    name = entry.file_names.get(public_id)
    operations.detach(draft=entry.draft, public_id=public_id)
    said = Said(data[f"form-unfile-{public_id}"], _("Removed: %(name)s.") % {"name": name})
    return {"said": said} if name else {}


def add_element(entry: Entry, data, key: str) -> dict:
    """One more element of a repeating set."""
    return {"more": key, "said": Said(key, _("Added: fill it in here."), in_last=True)}


def remove_element(entry: Entry, data, key: str, number: str) -> dict:
    """One element of a repeating set less."""
    question = entry.schema.by_key.get(key)
    if question and registry.get(question.type).is_repeating:
        entry.raw[key] = registry.get(question.type).read(question, data, but=int(number))
        entry.keep()
    removed = {"place": int(number) + 1}
    return {"said": Said(key, _("Number %(place)s was removed.") % removed)}


#: Name of the button that was pressed → what it does; its groups are passed on.
BUTTONS = (
    (r"form-upload", add_files),
    (r"form-unfile-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", remove_file),
    (r"form-more-([a-z][a-z0-9_]*)", add_element),
    (r"form-less-([a-z][a-z0-9_]*)-([0-9]{1,3})", remove_element),
)
