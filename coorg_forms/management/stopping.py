"""How a command that runs for ever is stopped: what is in hand is finished first."""

import signal
import time
from contextlib import contextmanager

#: By the keyboard; by a supervisor (systemd, a container).
SIGNALS = (signal.SIGINT, signal.SIGTERM)
#: Seconds between two looks while nothing is done.
LOOK = 0.1


class Stop:
    """A wish to stop, when somebody has it."""

    def __init__(self):
        self._asked = False

    def is_asked(self) -> bool:
        return self._asked

    def wait(self, seconds: float) -> None:
        """Do nothing for so long, or until asked to stop."""
        end = time.monotonic() + seconds
        while not self._asked and (left := end - time.monotonic()) > 0:
            time.sleep(min(LOOK, left))

    def ask(self, *_signal) -> None:
        """The first signal is a wish, the second an end.

        Raises:
            KeyboardInterrupt: asked before.
        """
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True


@contextmanager
def stopped_by_signals():
    """While it lasts, signals ask the ``Stop`` that it yields."""
    stop = Stop()
    before = {number: signal.signal(number, stop.ask) for number in SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
