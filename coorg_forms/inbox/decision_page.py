"""The page on which a named person decides: what to write, and what the requester will read."""

from django.http import Http404
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.delivery import mail
from coorg_forms.delivery.told import told
from coorg_forms.inbox.acts import Act
from coorg_forms.inbox.decision_form import DecisionForm
from coorg_forms.inbox.scoreboard import scoreboard
from coorg_forms.operations.review_refusal import last_day_to_ask
from coorg_forms.triage.decisions import KINDS


class Decide(Act):
    """One kind of decision: read, try out, send."""

    http_method_names = ["get", "post", "head", "options"]
    template_name = "coorg_forms/inbox/decide.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.kind = KINDS.get(kwargs["kind"])
        if self.kind is None:
            raise Http404
        self.code = f"move-{self.kind.move}"

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if "preview" in request.POST and form.is_valid():
            return self.show(typed={self.code: form})
        return super().post(request, *args, **kwargs)

    @cached_property
    def verdict(self):
        return operations.can_decide(
            user=self.request.user,
            request=self.support_request,
            kind=self.kind.code,
            reach=self.desk.reach,
        )

    def get_form(self) -> DecisionForm:
        return DecisionForm(self.kind, self.support_request, self.request.POST)

    def perform(self, typed):
        form = self.get_form()
        form.is_valid()
        operations.decide(**self.able, ruling=form.ruling, version=self.seen)

    def refuse(self, form, error):
        """Beside the field that it is about."""
        form.add_error(getattr(error, "field", None), str(error))
        return self.show(status=422, typed={self.code: form})

    @property
    def done(self):
        return _("%(reference)s: %(state)s. The requester is told.") % {
            "reference": self.support_request.reference,
            "state": self.support_request.known_state.label,
        }

    def get_page_title(self):
        return str(self.kind.title)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, *, typed, seen, **kwargs):
        form = typed.get(self.code) or DecisionForm(
            self.kind, self.support_request, draft=self.replies.draft(self.kind.move)
        )
        is_preview = "preview" in self.request.POST and form.is_bound and form.is_valid()
        version = self.seen if is_preview else self.support_request.version
        return super().get_context_data(
            typed=typed,
            seen=seen,
            kind=self.kind,
            form=form,
            verdict=self.verdict,
            version=version,
            templates=self.replies.for_use(self.kind.move),
            scoreboard=scoreboard(self.support_request, self.request.user),
            told=self.told(form) if is_preview else None,
            mail=self.mail,
            kept=[form.data.get(name, "") for name in ("reason", "suggestion")]
            if form.is_bound and not self.verdict
            else [],
            **kwargs,
        )

    def told(self, form: DecisionForm):
        """What the requester will read, in their language."""
        ruling = form.ruling
        with translation.override(self.support_request.language):
            return told(
                ruling,
                reason=ruling.reason,
                suggestion=ruling.suggestion,
                ask_until=last_day_to_ask(timezone.localdate()),
            )

    @property
    def mail(self) -> dict:
        """The mail that leaves, without the private address that it holds."""
        request = self.support_request
        contact = getattr(request, "contact", None)
        if not (contact and contact.mail_address):
            return {}
        subject, body = mail.preview(request, "decided")
        return {"subject": subject.strip(), "body": body.replace(request.token, "…").strip()}
