"""``onedoor match refresh``: the measures in force against the enterprises of the database."""

from __future__ import annotations

import pytest
from tests.apps.cases.town import make_town, release_measures
from typer.testing import CliRunner

from onedoor.apps.policies.models import MatchRun
from onedoor.cli import app


@pytest.mark.django_db
def test_every_tenant_is_matched_anew() -> None:
    release_measures(make_town())
    done = CliRunner().invoke(app, ["match", "refresh"], env={"LC_ALL": "en_GB.UTF-8"})
    assert done.exit_code == 0, done.output
    run = MatchRun.objects.latest("pk")
    assert (
        done.stdout
        == f"{run.tenant.code}: {run.subject_count:,} enterprises, {run.results.count()} measures\n"
    )
    assert run.subject_count > 0
    assert run.results.count() > 0
