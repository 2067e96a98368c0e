"""What must be done once a day: warn of drafts that end, erase what is kept no longer."""

from captcha.models import CaptchaStore
from django.core.management.base import BaseCommand

from coorg_forms import operations


class Command(BaseCommand):
    help = "Warn of drafts that will be erased; erase drafts and requests past their time. Daily."

    def handle(self, *args, **options):
        warned = operations.warn_of_erasure()
        erased = operations.purge_drafts()
        ended = operations.erase_expired()
        CaptchaStore.remove_expired()
        self.stdout.write(f"{warned} warned, {erased} drafts and {ended} requests erased")
