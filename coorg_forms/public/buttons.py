"""What the buttons of a step do, besides going on. Nothing typed is judged, nothing is lost."""

from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.asking import repeating
from coorg_forms.asking.said import Said


def go_back(post):
    """To the screen before."""
    post.receive_files()
    if post.comes_from_review and post.faulty_step is None:
        return post.go_to("review")
    if post.screen == "review":
        return post.go_to(post.steps[-1].number)
    before = [step for step in post.steps if step.number < post.step.number]
    return post.go_to(before[-1].number if before else post.all_steps[0].number)


def add_files(post):
    """Keep the chosen files, and say which came in."""
    key, before = post.data["form-upload"], _names(post)
    post.receive_files()
    post.save_if_begun()
    added = [name for pk, name in _names(post).items() if pk not in before]
    if added:
        said = Said(key, _("Added: %(names)s.") % {"names": ", ".join(added)})
    else:
        said = Said(key, _("No file was added: choose one first."))
    return _show(post, said=said)


def remove_file(post, public_id: str):
    post.receive_files()
    name = _names(post).get(public_id)
    if post.draft is not None:
        operations.detach(draft=post.draft, public_id=public_id)
    post.save_if_begun()
    said = Said(post.data[f"form-unfile-{public_id}"], _("Removed: %(name)s.") % {"name": name})
    return _show(post, said=said if name else None)


def add_element(post, key: str):
    """One more element of a repeating set."""
    post.receive_files()
    post.save_if_begun()
    return _show(post, **repeating.more(key))


def remove_element(post, key: str, number: str):
    """One element of a repeating set less."""
    post.receive_files()
    shown = repeating.less(post.schema, post.raw, post.data, key, number)
    post.save_if_begun()
    return _show(post, **shown)


def show_both_languages(post, language: str):
    """Each question also in another language, or no longer."""
    post.both = "" if language == "none" else language
    post.receive_files()
    post.save_if_begun()
    return _show(post)


def _show(post, **context):
    """The screen as it was; refused files are told."""
    return post.show(post.problems, status=422 if post.problems else 200, **context)


def _names(post) -> dict[str, str]:
    """Identifier of each file of the draft → its name."""
    return {file["id"]: file["name"] for files in post.files().values() for file in files}


#: Name of the button that was pressed → what it does; its groups are passed on.
BUTTONS = (
    (r"form-back", go_back),
    (r"form-upload", add_files),
    (r"form-unfile-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", remove_file),
    (repeating.MORE, add_element),
    (repeating.LESS, remove_element),
    (r"form-other-([a-zA-Z-]{2,15})", show_both_languages),
)
