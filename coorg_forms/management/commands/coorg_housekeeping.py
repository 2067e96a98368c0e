"""What must be done once a day: remind staff, warn of drafts that end, erase what is over."""

from captcha.models import CaptchaStore
from django.core.management.base import BaseCommand

from coorg_forms import operations
from coorg_forms.models import JobHeartbeat, Presence


class Command(BaseCommand):
    help = (
        "Remind staff of what waits, warn of drafts that will be erased, erase drafts and requests "
        "whose time is over. Run it daily, in the morning."
    )

    def handle(self, *args, **options):
        reminded = operations.remind()
        warned = operations.warn_of_erasure()
        erased = operations.purge_drafts()
        ended = operations.erase_expired()
        operations.purge_accesses()
        Presence.objects.gone().delete()
        operations.purge_message_files()
        CaptchaStore.remove_expired()
        JobHeartbeat.beat("housekeeping")
        self.stdout.write(
            f"{reminded} reminded, {warned} warned, {erased} drafts and {ended} requests erased"
        )
