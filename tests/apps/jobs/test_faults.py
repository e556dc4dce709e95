"""Real workers on a database of their own are killed in the middle of a job; the effect happens once."""

import json
import os
import select
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.fault
PATIENCE = 60


class House:
    """Processes of one house: a database, its workers, the pipes by which a held job speaks with the test."""

    def __init__(self, folder, database_url):
        self.pipes = folder
        self.workers = []
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.apps.jobs.crashing.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "DATABASE_URL": database_url,
            "ONEDOOR_DATA": str(folder),
            "ONEDOOR_LEASE": "1",
            "CRASHING_PIPES": str(folder),
        }
        for name in ("begun", "go"):
            os.mkfifo(folder / name)
        # Open both ways, so that no end of a pipe waits for the other to be opened.
        self.begun = os.open(folder / "begun", os.O_RDWR | os.O_NONBLOCK)
        self.go = os.open(folder / "go", os.O_RDWR | os.O_NONBLOCK)

    def step(self, *words):
        command = [sys.executable, "-m", "tests.apps.jobs.crashing.steps", *words]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, timeout=PATIENCE, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def report(self):
        return json.loads(self.step("report"))

    def worker(self, *options):
        started = subprocess.Popen(
            [sys.executable, "-m", "onedoor.cli", "worker", *options],
            env=self.environment,
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
        )
        self.workers.append(started)
        return started

    def wait_until_a_job_is_held(self):
        ready, _, _ = select.select([self.begun], [], [], PATIENCE)
        assert ready, "no worker began the job"
        return int(os.read(self.begun, 100))

    def let_go(self):
        os.write(self.go, b"x")

    def close(self):
        for worker in self.workers:
            if worker.poll() is None:
                worker.kill()
            worker.wait(PATIENCE)
        os.close(self.begun)
        os.close(self.go)


@pytest.fixture
def database_url(tmp_path):
    """A database of the kind that the suite runs on, for processes only."""
    used = settings.DATABASES["default"]
    if used["ENGINE"].endswith("sqlite3"):
        yield f"sqlite:///{tmp_path / 'house.sqlite3'}"
        return
    import psycopg

    name = f"onedoor_fault_{uuid.uuid4().hex[:12]}"
    server = {"host": used["HOST"], "port": used["PORT"], "user": used["USER"], "password": used["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"postgres://{used['USER']}:{used['PASSWORD']}@{used['HOST']}:{used['PORT']}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def house(tmp_path, database_url):
    house = House(tmp_path, database_url)
    house.step("prepare")
    yield house
    house.close()


def test_a_worker_killed_in_the_middle_of_a_job_leaves_nothing_and_the_next_one_does_it_once(house):
    house.step("put", "crashing.hold", "1")
    first = house.worker()
    assert house.wait_until_a_job_is_held() == first.pid
    first.send_signal(signal.SIGKILL)
    assert first.wait(PATIENCE) == -signal.SIGKILL
    between = house.report()
    second = house.worker()
    assert house.wait_until_a_job_is_held() == second.pid
    house.let_go()
    second.send_signal(signal.SIGTERM)
    assert second.wait(PATIENCE) == 0
    after = house.report()
    assert (between["deeds"], between["jobs"]) == ([], [["running", 1]])
    assert (after["deeds"], after["jobs"]) == ([0], [["done", 2]])
    assert after["chain"] == "ok"


def test_a_worker_asked_to_stop_finishes_the_job_in_hand_begins_no_other_and_leaves(house):
    house.step("put", "crashing.hold", "2")
    worker = house.worker()
    house.wait_until_a_job_is_held()
    worker.send_signal(signal.SIGTERM)
    house.let_go()
    assert worker.wait(PATIENCE) == 0
    report = house.report()
    assert (report["deeds"], report["jobs"], report["workers"]) == ([0], [["done", 1], ["queued", 0]], 0)


def test_two_workers_at_once_do_each_job_once(house):
    house.step("put", "crashing.deed", "60")
    workers = [house.worker("--once"), house.worker("--once")]
    assert [worker.wait(PATIENCE) for worker in workers] == [0, 0]
    report = house.report()
    assert report["deeds"] == list(range(60))
    assert report["jobs"] == [["done", 1]] * 60
    assert report["chain"] == "ok"
