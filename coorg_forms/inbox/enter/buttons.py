"""What the buttons inside a question do, besides going on. Nothing is judged, nothing is lost."""

from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.asking import repeating
from coorg_forms.asking.said import Said
from coorg_forms.inbox.enter.entry import Entry


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
    return repeating.more(key)


def remove_element(entry: Entry, data, key: str, number: str) -> dict:
    """One element of a repeating set less."""
    shown = repeating.less(entry.schema, entry.raw, data, key, number)
    entry.keep()
    return shown


#: Name of the button that was pressed → what it does; its groups are passed on.
BUTTONS = (
    (r"form-upload", add_files),
    (r"form-unfile-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", remove_file),
    (repeating.MORE, add_element),
    (repeating.LESS, remove_element),
)
