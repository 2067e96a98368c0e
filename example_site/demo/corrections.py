"""One correction that waits for an answer."""

from datetime import timedelta

from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import SupportRequest
from example_site.demo.clock import Clock
from example_site.demo.files import read


def make_corrections() -> None:
    """This morning, on a request in review: a date was set since, which opens another question."""
    words, clock = read("requests")["correction"], Clock()
    request = SupportRequest.objects.get(summary=words["of"])
    deadline = timezone.localdate() + timedelta(days=words["deadline_in"])
    raw = {**words["answers"], "deadline": deadline.isoformat()}
    operations.correct(request=request, raw=raw, why=words["why"])
    clock.set_back(request, clock.start - timedelta(hours=2))
