"""What must be done once a day: remind staff, warn of drafts that end, erase what is over.

And tell the database how many requests there are, so that it finds its way among them.
"""

from captcha.models import CaptchaStore
from django.core.management.base import BaseCommand
from django.db import OperationalError

from coorg_forms import operations
from coorg_forms.models import JobHeartbeat, Presence, SupportRequest, planner


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
        try:
            planner.refresh(SupportRequest.objects.db)
        except OperationalError as busy:  # tomorrow, then
            self.stderr.write(f"The database did not look at the requests: {busy}")
