"""When each recurring job last finished: what does not run must be seen."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: Job → how often it is expected to run. Codes are stored.
JOBS = {"deliver": timedelta(minutes=5), "housekeeping": timedelta(days=1)}

#: A job that goes round every few seconds does not write each time.
GRAIN = timedelta(minutes=1)


class JobHeartbeat(models.Model):
    job = models.CharField(_("job"), max_length=40, unique=True)
    at = models.DateTimeField(_("last run"))

    class Meta:
        verbose_name = _("run of a job")
        verbose_name_plural = _("runs of jobs")
        default_permissions = ()

    def __str__(self):
        return self.job

    @classmethod
    def beat(cls, job: str) -> None:
        """``job``, a code of ``JOBS``, has just finished. Written once a minute at most."""
        now = timezone.now()
        run, created = cls.objects.get_or_create(job=job, defaults={"at": now})
        if not created and now - run.at >= GRAIN:
            cls.objects.filter(job=job).update(at=now)

    @classmethod
    def late(cls, now: datetime | None = None) -> dict[str, datetime | None]:
        """The jobs that did not run for twice their time, with their last run if any."""
        now = now or timezone.now()
        runs = dict(cls.objects.values_list("job", "at"))
        return {
            job: runs.get(job)
            for job, every in JOBS.items()
            if job not in runs or now - runs[job] > 2 * every
        }
