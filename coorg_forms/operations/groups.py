"""Create the groups of the roles, with their permissions."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from coorg_forms.triage.roles import ROLES, Role


def create_groups(using: str = "default") -> None:
    """Create each role's group if it is missing, and give it its permissions.

    A group that exists keeps what an administrator added; nothing is taken away.
    """
    # Django makes the permissions of an app after our turn: ask for them now.
    for app in ("coorg_forms", "wagtailadmin"):
        create_permissions(apps.get_app_config(app), verbosity=0, using=using)
    admin_access = Permission.objects.using(using).filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    for role in ROLES.values():
        group, _created = Group.objects.using(using).get_or_create(name=role.name)
        group.permissions.add(
            *admin_access,
            *Permission.objects.using(using).filter(
                content_type__app_label="coorg_forms", codename__in=codenames(role)
            ),
        )


def codenames(role: Role) -> list[str]:
    """The permissions of a role, on requests and on what they refer to."""
    requests = ["view_supportrequest", *role.capabilities] if role.sees_requests else []
    return [*requests, *role.models]
