"""What the history of a form page says of what was not published, and of its translations."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogFormatter

from coorg_forms.editor.behind import name_of
from coorg_forms.models import recipients
from coorg_forms.operations.hold_translation import HELD


def register_actions(actions):
    @actions.register_action(HELD)
    class Hold(LogFormatter):
        label = gettext_lazy("Hold a translation back")

        def format_message(self, log_entry):
            number = log_entry.data.get("gaps", 0)
            return ngettext(
                "Not published: %(number)s text is not translated or changed since",
                "Not published: %(number)s texts are not translated or changed since",
                number,
            ) % {"number": number}

    @actions.register_action(recipients.HELD)
    class HoldForm(LogFormatter):
        label = gettext_lazy("Hold a form back")

        def format_message(self, log_entry):
            why = recipients.in_words(log_entry.data.get("unanswered", {}))
            return _("Not published. %(why)s") % {"why": why}

    @actions.register_action("coorg_forms.publish_behind")
    class PublishBehind(LogFormatter):
        label = gettext_lazy("Let a translation fall behind")

        def format_message(self, log_entry):
            languages = log_entry.data.get("languages", {})
            told = [f"{name_of(code)} ({number})" for code, number in languages.items()]
            return _("Published before its translation: %(languages)s") % {
                "languages": ", ".join(told)
            }
