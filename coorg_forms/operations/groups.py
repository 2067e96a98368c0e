"""Create the groups of the roles, with their permissions."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from coorg_forms.models import SupportRequest
from coorg_forms.triage.roles import CAPABILITIES, ROLES, Role


def create_groups(using: str = "default") -> None:
    """Create each role's group if it is missing, and give it its permissions.

    A group that exists keeps what an administrator added; nothing is taken away.
    """
    content_type = ContentType.objects.db_manager(using).get_for_model(SupportRequest)
    for codename, label in {"view_supportrequest": "Can view request", **CAPABILITIES}.items():
        Permission.objects.using(using).get_or_create(
            codename=codename, content_type=content_type, defaults={"name": str(label)[:255]}
        )
    admin_access = Permission.objects.using(using).filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    for role in ROLES.values():
        group, _created = Group.objects.using(using).get_or_create(name=role.name)
        group.permissions.add(
            *admin_access,
            *Permission.objects.using(using).filter(
                content_type=content_type, codename__in=codenames(role)
            ),
        )


def codenames(role: Role) -> list[str]:
    """The permissions of a role on requests."""
    return ["view_supportrequest", *role.capabilities] if role.sees_requests else []
