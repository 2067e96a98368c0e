"""What a member of staff says in their Wagtail account: how often they are reminded."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from coorg_forms.models import Preference


class DigestForm(forms.ModelForm):
    class Meta:
        model = Preference
        fields = ["digest"]
        widgets = {"digest": forms.RadioSelect}
        labels = {"digest": _("By mail")}


class DigestPanel(BaseSettingsPanel):
    name = "coorg_digest"
    title = _("Reminder of the requests that need you")
    tab = notifications_tab
    order = 90
    form_class = DigestForm

    def is_active(self):
        return self.user.has_perm("coorg_forms.view_supportrequest")

    def get_form(self):
        kept = Preference.objects.filter(user=self.user).first() or Preference(user=self.user)
        data = self.request.POST if self.request.method == "POST" else None
        return DigestForm(data, instance=kept, prefix=self.name)
