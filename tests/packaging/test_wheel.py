"""The package as it is built: nothing missing, nothing in excess, and a site starts from it."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]

#: A site of its own, as docs/how-to/host-project.md has it: without the example site.
SETTINGS = """
SECRET_KEY = "x"
INSTALLED_APPS = [
    "host_pages", "coorg_forms", "captcha", "wagtail_localize", "wagtail_localize.locales",
    "wagtail.contrib.settings", "wagtail.sites", "wagtail.users", "wagtail.snippets",
    "wagtail.documents", "wagtail.images", "wagtail.search", "wagtail.admin", "wagtail",
    "modelcluster", "taggit", "django.contrib.auth", "django.contrib.contenttypes",
    "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles",
    "django.forms",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_CODE, USE_I18N, WAGTAIL_I18N_ENABLED, USE_TZ = "fr", True, True, True
ROOT_URLCONF = "host_urls"
ALLOWED_HOSTS = ["*"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
STATIC_URL, WAGTAIL_SITE_NAME = "/static/", "Host"
WAGTAILADMIN_BASE_URL, EMAIL_TIMEOUT = "https://www.example.ca", 10
COORG_FORMS_PAGE_TEMPLATE = "coorg_forms/public/base.html"
CSRF_FAILURE_VIEW = "coorg_forms.public.csrf.failure"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
"""
URLS = """
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin

urlpatterns = [
    path("admin/", include(admin)),
    path("demande/", include("coorg_forms.urls")),
    path("q/", include("coorg_forms.short_urls")),
    path("", include(wagtail_urls)),
]
"""
#: A form page with the site's own base page, as the same how-to has it.
PAGES = """
from django.db import models
from wagtail.models import Page

from coorg_forms.models import RequestFormMixin, ServiceOfferMixin


class BasePage(Page):
    banner = models.CharField(max_length=20, default="Bannière")


class OurFormPage(RequestFormMixin, BasePage):
    content_panels = [*BasePage.content_panels, *RequestFormMixin.form_content_panels]


class OurOfferPage(ServiceOfferMixin, BasePage):
    content_panels = [*BasePage.content_panels, *ServiceOfferMixin.offer_content_panels]
"""
OWN_PAGE = """
import django
from django.conf import settings

class Without(dict):
    __contains__ = lambda self, app: True
    __getitem__ = lambda self, app: None

settings.MIGRATION_MODULES = Without()  # tables from the models: the quicker way
django.setup()
from django.core.management import call_command
from django.test import Client
from wagtail.models import Locale, Page, Site
from coorg_forms.models import SupportRequest
from host_pages.models import OurFormPage

call_command("migrate", run_syncdb=True, verbosity=0)
french = Locale.objects.create(language_code="fr")
home = Page.add_root(instance=Page(title="Accueil", slug="accueil", locale=french))
Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
item = {"type": "text", "id": "1", "value": {"key": "need", "label": "Besoin"}}
stream = OurFormPage._meta.get_field("questions").stream_block.to_python([item])
page = home.add_child(instance=OurFormPage(
    title="Demande", slug="demande-propre", locale=french, questions=stream))
client = Client(headers={"host": "localhost"})
shown = client.get("/demande-propre/")
assert shown.status_code == 200 and "Besoin" in shown.text, shown.status_code
sent = client.post("/demande-propre/", {"need": "Un jardin"})
assert sent.status_code in (303, 422), sent.status_code
assert page.banner == "Bannière" and OurFormPage in OurFormPage.page_models()
"""
LOAD = """
import coorg_forms, django
django.setup()
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.utils import translation

get_template("coorg_forms/public/form.html")
get_template("coorg_forms/inbox/enter/given.html")
assert finders.find("coorg_forms/public/form.css")
for language, word in (("fr", "Ce formulaire est fermé"), ("en", "This form is closed")):
    with translation.override(language):
        assert translation.gettext("This form is closed") == word
print(coorg_forms.__file__)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([*PIP, "wheel", "--no-deps", "--wheel-dir", folder, ROOT], check=True)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def run(wheel, tmp_path_factory):
    """``run(arguments…)`` → what Python says, in a site that has the built package alone."""
    site = tmp_path_factory.mktemp("site")
    subprocess.run([*PIP, "install", "--no-deps", "--target", site, wheel], check=True)
    (site / "host_settings.py").write_text(SETTINGS)
    (site / "host_urls.py").write_text(URLS)
    (site / "host_pages").mkdir()
    (site / "host_pages/__init__.py").touch()
    (site / "host_pages/models.py").write_text(PAGES)
    outside = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "VAR_DIR")
    }
    here = {**outside, "PYTHONPATH": str(site), "DJANGO_SETTINGS_MODULE": "host_settings"}

    def run(*arguments) -> str:
        done = subprocess.run(
            [sys.executable, "-W", "error", *arguments],
            cwd=site, env=here, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    run.site = site
    return run


def test_it_holds_every_file_of_the_app_and_no_other(wheel):
    built = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    source = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "coorg_forms").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pot"
    }
    assert built == source
    for folder in ("templates/", "static/", "migrations/0"):
        assert any(name.startswith(f"coorg_forms/{folder}") for name in built), folder
    for language in ("fr", "en"):
        for kind in ("po", "mo"):
            assert f"coorg_forms/locale/{language}/LC_MESSAGES/django.{kind}" in built


def test_a_site_starts_from_it_in_both_languages(run):
    assert Path(run("-c", LOAD).strip()).is_relative_to(run.site)
    run("-m", "django", "check", "--fail-level", "WARNING")


def test_its_migrations_are_whole(run):
    planned = run("-m", "django", "migrate", "--plan")
    number = len(list((ROOT / "coorg_forms/migrations").glob("0*.py")))
    assert planned.count("\ncoorg_forms.") == number
    run("-m", "django", "makemigrations", "coorg_forms", "--check", "--dry-run")


def test_a_form_stands_on_a_base_page_of_the_site(run):
    run("-c", OWN_PAGE)
