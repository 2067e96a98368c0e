"""What must be done once a day: warn of drafts that end, erase those that ended."""

from captcha.models import CaptchaStore
from django.core.management.base import BaseCommand

from coorg_forms import operations


class Command(BaseCommand):
    help = "Warn of drafts that will be erased, erase those whose time is over. Run it daily."

    def handle(self, *args, **options):
        warned = operations.warn_of_erasure()
        erased = operations.purge_drafts()
        CaptchaStore.remove_expired()
        self.stdout.write(f"{warned} warned, {erased} drafts erased")
