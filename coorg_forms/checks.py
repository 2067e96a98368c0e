"""System checks: what would only show once something is lost."""

from django.apps import apps
from django.conf import settings as django_settings
from django.core.checks import Error, Tags, Warning, register

from coorg_forms.conf import settings


@register(Tags.compatibility)
def check_apps(app_configs, **kwargs):
    """The apps that ours is built on are installed."""
    needed = ("captcha", "wagtail_localize", "wagtail.snippets")
    return [
        Error(f"coorg_forms needs {name} in INSTALLED_APPS.", id="coorg_forms.E001")
        for name in needed
        if not apps.is_installed(name)
    ]


@register(Tags.compatibility)
def check_mail(app_configs, **kwargs):
    """A mail server that does not answer must not hold a sender for ever."""
    if django_settings.EMAIL_TIMEOUT:
        return []
    return [
        Warning(
            "EMAIL_TIMEOUT is not set: a silent mail server would block every mail.",
            hint="Set EMAIL_TIMEOUT to a few seconds.",
            id="coorg_forms.W001",
        )
    ]


@register(Tags.compatibility)
def check_links(app_configs, **kwargs):
    """Mails carry links: they need the address of the site."""
    if settings.BASE_URL.startswith(("http://", "https://")):
        return []
    return [
        Warning(
            "Links in mails have no host.",
            hint="Set COORG_FORMS_BASE_URL or WAGTAILADMIN_BASE_URL, with https://.",
            id="coorg_forms.W002",
        )
    ]
