"""Send the mails that are due and scan the files that wait, once or for ever."""

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from coorg_forms.delivery import scanning, sending
from coorg_forms.management.stopping import Stop, stopped_by_signals
from coorg_forms.models import JobHeartbeat


class Command(BaseCommand):
    help = "Send the mails and scan the files that wait: once, or with --loop until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help="go on until stopped")
        parser.add_argument(
            "--every", type=float, default=5, help="seconds between two looks (default: 5)"
        )

    def handle(self, *args, loop, every, **options):
        if not loop:
            self._deliver(Stop())
            return
        with stopped_by_signals() as stop:
            while not stop.is_asked():
                self._try(stop)
                stop.wait(every)
        self.stdout.write("stopped")

    def _try(self, stop):
        """One look; a database that is busy or away is tried again at the next one."""
        close_old_connections()
        try:
            self._deliver(stop)
        except DatabaseError as error:
            self.stderr.write(f"the database did not answer: {type(error).__name__}")

    def _deliver(self, stop):
        counts = sending.deliver_due(until=stop.is_asked)
        counts |= scanning.scan_due(until=stop.is_asked)
        JobHeartbeat.beat("deliver")
        if counts:
            self.stdout.write(", ".join(f"{count} {status}" for status, count in counts.items()))
