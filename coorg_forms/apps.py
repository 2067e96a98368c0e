"""The Django app: loads the question types and connects the few signals it listens to."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoorgFormsConfig(AppConfig):
    name = "coorg_forms"
    label = "coorg_forms"
    verbose_name = _("Requests for support")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from coorg_forms import checks  # noqa: F401  (registers the system checks)
        from coorg_forms.operations import listeners

        listeners.connect()
