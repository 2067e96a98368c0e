"""One reply with a file, one note that names a colleague: what a conversation looks like."""

from datetime import timedelta

from django.core.files.base import ContentFile

from coorg_forms import operations
from coorg_forms.models import SupportRequest
from example_site.demo.cast import Cast
from example_site.demo.clock import Clock
from example_site.demo.files import read
from example_site.demo.paper import one_page


def make_conversations() -> None:
    """On the latest request of the first establishment that an organizer looks after."""
    words, clock, cast = read("requests")["conversation"], Clock(), Cast({})
    request = _a_request()
    user = cast.actor(request)
    last = request.events.last().at
    _note(request, user, words)
    clock.set_back(request, last + timedelta(minutes=20))
    _reply(request, user, words)
    clock.set_back(request, last + timedelta(minutes=45))


def _a_request() -> SupportRequest:
    started = SupportRequest.objects.filter(state="assigned", language="fr")
    first = read("site")["establishments"][0]["code"]
    return started.filter(establishment__code=first).exclude(assignee=None).latest("received_at")


def _note(request, user, words) -> None:
    colleagues = operations.colleagues_who_see(request).exclude(pk=user.pk)
    named = colleagues.filter(groups__permissions__codename="decide_supportrequest").first()
    body = words["note"] % {"name": f"@{named.get_full_name()}"}
    operations.note(user=user, request=request, body=body, mentioned=[named])


def _reply(request, user, words) -> None:
    able = {"user": user, "request": request}
    plan = ContentFile(one_page(words["file_lines"]), name=words["file_name"])
    kept, refused = operations.keep_files(**able, use="reply", uploads=[plan])
    assert not refused, refused
    operations.reply(**able, body=words["reply"], version=request.version, files=kept)
