"""The columns of the list, one file each. Importing this package registers those of the house.

A host project adds its own from ``AppConfig.ready``::

    from coorg_forms.inbox import columns

    columns.register(OurColumn)
"""

from importlib import import_module
from pkgutil import iter_modules

from coorg_forms.inbox.columns.registry import InboxColumn, all_columns, all_orderings, register

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["InboxColumn", "all_columns", "all_orderings", "register"]
