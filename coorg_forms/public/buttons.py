"""What the buttons of a step do, besides going on. Nothing typed is judged, nothing is lost."""

from coorg_forms import operations
from coorg_forms.questions import registry


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
    return _show_again(post, status=422)


def remove_file(post, public_id: str):
    post.receive_files()
    if post.draft is not None:
        operations.detach(draft=post.draft, public_id=public_id)
    post.save_if_begun()
    return post.show(post.problems)


def add_element(post, key: str):
    """One more element of a repeating set."""
    return _show_again(post, more=key)


def remove_element(post, key: str, number: str):
    """One element of a repeating set less."""
    question = post.schema.by_key.get(key)
    post.receive_files()
    if question and registry.get(question.type).is_repeating:
        post.raw[key] = registry.get(question.type).read(question, post.data, but=int(number))
    post.save_if_begun()
    return post.show(post.problems)


def show_both_languages(post, language: str):
    """Each question also in another language, or no longer."""
    return _show_again(post, both=language)


def _show_again(post, status=200, **context):
    """The screen as it was, with the files that came; ``status`` if one of them is refused."""
    post.receive_files()
    post.save_if_begun()
    return post.show(post.problems, status=status if post.problems else 200, **context)


#: Name of the button that was pressed → what it does; its groups are passed on.
BUTTONS = (
    (r"form-back", go_back),
    (r"form-upload", add_files),
    (r"form-unfile-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", remove_file),
    (r"form-more-([a-z][a-z0-9_]*)", add_element),
    (r"form-less-([a-z][a-z0-9_]*)-([0-9]{1,3})", remove_element),
    (r"form-other-([a-zA-Z-]{2,15})", show_both_languages),
)
