"""Two real processes hand in at the same moment: both count, whatever the database."""

import subprocess
import sys

import pytest

from coorg_forms.models import Evaluation, SupportRequest
from tests import factories, grids
from tests.durability.server import environment
from tests.evaluating import keep
from tests.grids import WORKED

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PERSON = """
import sys, time
import django
django.setup()
from django.contrib.auth import get_user_model
from coorg_forms import operations
from coorg_forms.models import SupportRequest
user = get_user_model().objects.get(pk=int(sys.argv[1]))
request = SupportRequest.objects.get(pk=int(sys.argv[2]))
print("ready", flush=True)
sys.stdin.readline()
operations.submit_evaluation(user=user, request=request, version=1)
print("done")
"""


def test_two_hand_in_at_once(world):
    grids.in_force(world, needed=2)
    request = factories.submit(world.page)
    people = [world.organizer, world.moderator]
    for person, timing in zip(people, (3, 1), strict=True):
        keep(person, request, notes={**WORKED, "timing": timing})
    processes = [_start(person, request) for person in people]
    for process in processes:
        assert process.stdout.readline() == "ready\n", process.communicate()
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        out, err = process.communicate(timeout=60)
        assert out == "done\n", err
    stored = SupportRequest.objects.get()
    assert Evaluation.objects.counted().count() == stored.evaluated == 2
    assert (stored.score, stored.band, stored.score_state) == (75, "P1", "discuss")
    assert stored.version == request.version + 2
    assert stored.events.filter(action="evaluated").count() == 2


def _start(person, request):
    return subprocess.Popen(
        [sys.executable, "-c", PERSON, str(person.pk), str(request.pk)],
        env=environment(),
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
