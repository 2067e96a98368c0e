"""The StreamField that holds a form's questions; its migrations never change with the types."""

from wagtail.fields import StreamField

from coorg_forms.questions.blocks import QuestionsBlock


class QuestionsField(StreamField):
    """Takes no block list: it is built from the registry on first use, after every app is ready."""

    def __init__(self, *args, **kwargs):
        kwargs.pop("block_lookup", None)
        kwargs.setdefault("blank", True)
        super().__init__(QuestionsBlock, **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
