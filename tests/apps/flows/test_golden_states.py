"""States that earlier releases stored: each stays readable and goes on, for as long as cases are open."""

import base64
import json
from pathlib import Path

import pytest
from tests.apps.flows.walking import walk

from onedoor.apps.flows.model import FlowModel
from onedoor.apps.flows.spiff.run import Definition, Run, Waiting

STORED = sorted((Path(__file__).parent / "golden").glob("*.json"))


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_stored_state_reads_back_and_goes_to_its_end(path):
    stored = json.loads(path.read_text())
    model = FlowModel.of(stored["model"])
    run = Run.restore(Definition(model), base64.b64decode(stored["state"]), stored["codec"])
    assert run.waiting() == [Waiting(*each) for each in stored["waiting"]]
    assert run.variables == stored["variables"]
    done = walk(model, run, {"lead_review": ["agree"], "decide": ["deny"]}, {})
    assert done == ["lead_review", "decide", "issue_decision", "notify_applicant"]
    assert run.finished
