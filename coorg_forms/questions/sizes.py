"""Sizes of files, as people write them."""

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy, ngettext

#: From so many bytes on, in this unit.
_UNITS = (
    (2**30, gettext_lazy("%(number)s GB")),
    (2**20, gettext_lazy("%(number)s MB")),
    (2**10, gettext_lazy("%(number)s KB")),
)


def written_size(size: int) -> str:
    """``10 MB``, « 2,5 Mo », in the language in force.

    Arguments:
        size: in bytes; a megabyte has 1,048,576, as limits on uploads do.
    """
    for least, written in _UNITS:
        if size >= least:
            tenths = round(size * 10 / least)
            places = 1 if tenths % 10 and tenths < 100 else 0
            number = round(size / least, places)
            return str(written) % {"number": number_format(number, places)}
    return ngettext("%(number)s byte", "%(number)s bytes", size) % {"number": size}
