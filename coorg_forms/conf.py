"""Every setting of the app, typed, read when it is used.

A site overrides one by putting ``COORG_FORMS_<NAME>`` in its Django settings.
"""

from pathlib import Path

from django.conf import settings as django_settings


def _read(name, default):
    return getattr(django_settings, f"COORG_FORMS_{name}", default)


class Settings:
    @property
    def REFERENCE_PREFIX(self) -> str:
        """The letters before the year in a reference, as in ``OC-2026-00142``."""
        return _read("REFERENCE_PREFIX", "OC")

    @property
    def BASE_URL(self) -> str:
        """Scheme and host for the links in mails; Wagtail's admin base address by default."""
        return _read("BASE_URL", getattr(django_settings, "WAGTAILADMIN_BASE_URL", "")).rstrip("/")

    @property
    def MAIL_FROM(self) -> str:
        """The sender of every mail."""
        return _read("MAIL_FROM", django_settings.DEFAULT_FROM_EMAIL)

    @property
    def MAIL_ATTEMPTS(self) -> int:
        """How many times a mail is tried before a person has to look at it."""
        return _read("MAIL_ATTEMPTS", 8)

    @property
    def MAIL_LEASE_SECONDS(self) -> int:
        """How long one sender may hold a mail before another may take it over, in seconds."""
        return _read("MAIL_LEASE_SECONDS", 120)

    @property
    def UNDO_SECONDS(self) -> int:
        """How long what staff do may be undone before anyone outside is told, in seconds, for
        those who chose no time of their own. 0: no time; what is done is told at once."""
        return _read("UNDO_SECONDS", 15)

    @property
    def FORM_MIN_SECONDS(self) -> int:
        """A form sent faster than this after it was shown is suspicious, in seconds."""
        return _read("FORM_MIN_SECONDS", 4)

    @property
    def FORM_MAX_SECONDS(self) -> int:
        """A form sent later than this after it was shown is suspicious, in seconds (WCAG 2.2.1
        asks for 20 hours at least)."""
        return _read("FORM_MAX_SECONDS", 36 * 3600)

    @property
    def RATE_LIMIT(self) -> tuple[int, int]:
        """``(posts, seconds)``: more posts than this from one address are suspicious."""
        return _read("RATE_LIMIT", (20, 3600))

    @property
    def CLIENT_ADDRESS_HEADER(self) -> str:
        """The ``request.META`` key that holds the visitor's address. Behind a proxy that sets it
        itself, ``HTTP_X_REAL_IP``, say. Only a keyed hash of the address is kept, in the cache."""
        return _read("CLIENT_ADDRESS_HEADER", "REMOTE_ADDR")

    @property
    def CAPTCHA_MINUTES(self) -> int:
        """How long a captcha question may be answered, in minutes."""
        return _read("CAPTCHA_MINUTES", 60)

    @property
    def MAX_LINKS(self) -> int:
        """A request with more web addresses than this is suspicious."""
        return _read("MAX_LINKS", 4)

    @property
    def PRIVATE_FILES(self) -> str:
        """Folder of the files that come with requests, unless ``STORAGES["coorg_forms"]`` says
        otherwise. It must not be served; by default ``private`` beside the media folder."""
        media = Path(django_settings.MEDIA_ROOT or ".").resolve()
        return _read("PRIVATE_FILES", str(media.parent / "private"))

    @property
    def CLAMD_ADDRESS(self) -> str:
        """Where ClamAV's daemon listens: ``host:port`` or the path of its socket. Empty: files
        are not scanned. Needs the extra ``scan``."""
        return _read("CLAMD_ADDRESS", "")

    @property
    def LARGEST_UPLOAD(self) -> int:
        """Files larger than this, in bytes, are not even received (50 MB)."""
        return _read("LARGEST_UPLOAD", 50 * 1024 * 1024)

    @property
    def MESSAGE_FILES(self) -> tuple[int, int]:
        """``(files, megabytes)``: how many files go with one message at most, and how large each
        may be. The kinds are those of the question “Files”."""
        return _read("MESSAGE_FILES", (5, 10))

    @property
    def VERSION_GRACE_DAYS(self) -> int:
        """How long a person may finish on a version that was replaced since, in days. Later,
        their answers are carried into the current one."""
        return _read("VERSION_GRACE_DAYS", 30)

    @property
    def REVIEW_WINDOW_DAYS(self) -> int:
        """How long after a refusal the requester may ask for its review, in days."""
        return _read("REVIEW_WINDOW_DAYS", 60)

    @property
    def REVIEW_ANSWER_DAYS(self) -> int:
        """Within how many business days the review of a refusal is answered."""
        return _read("REVIEW_ANSWER_DAYS", 20)

    @property
    def FORM_RENDERER(self) -> str:
        """Dotted path of the renderer that turns a question into HTML."""
        return _read("FORM_RENDERER", "coorg_forms.asking.rendering.QuestionRenderer")

    @property
    def PAGE_TEMPLATE(self) -> str:
        """The site's template that the public pages extend. It has the blocks ``title`` and
        ``content``, and ``extra_css`` and ``extra_js`` for the files they bring."""
        return _read("PAGE_TEMPLATE", "coorg_forms/public/base.html")

    @property
    def OTHER_LANGUAGES(self) -> str:
        """Offer pages that are not in the default language: ``open``, ``notice`` (a page to read
        first, once for each visit) or ``off``. Source: Charter of the French language, s. 22.3."""
        return _read("OTHER_LANGUAGES", "open")

    @property
    def LEAFLET_FONTS(self) -> tuple[str, ...]:
        """Families of letters for leaflets, the first that is found is used."""
        return _read("LEAFLET_FONTS", ("Source Sans Pro", "Libertinus Serif"))

    @property
    def LEAFLET_COLOURS(self) -> dict[str, str]:
        """Code of an establishment → colour of its leaflets. Dark enough to be read on white."""
        return _read("LEAFLET_COLOURS", {})

    @property
    def LEAFLET_FONT_FOLDERS(self) -> tuple[str, ...]:
        """Folders with the site's own fonts for leaflets."""
        return _read("LEAFLET_FONT_FOLDERS", ())

    @property
    def CONTACT_MONTHS(self) -> int:
        """After so many months editors are reminded to verify a contact point."""
        return _read("CONTACT_MONTHS", 6)

    @property
    def ACCESS_MONTHS(self) -> int:
        """How long it is kept who opened, downloaded or exported which request, in months."""
        return _read("ACCESS_MONTHS", 24)


settings = Settings()
