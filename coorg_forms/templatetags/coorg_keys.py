"""The keys of the inbox, for Wagtail's own sheet of keyboard shortcuts."""

from django import template

from coorg_forms.inbox import keys

register = template.Library()


@register.simple_tag(takes_context=True)
def coorg_key_groups(context):
    """``(id, label, rows)`` each, in the inbox and for who may use it; nothing elsewhere."""
    request = getattr(context, "request", None)
    match = getattr(request, "resolver_match", None)
    in_inbox = match is not None and match.namespace == "coorg_requests"
    if not in_inbox or not request.user.has_perm("coorg_forms.view_supportrequest"):
        return []
    return keys.groups()
