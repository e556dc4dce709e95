"""What is asked of an installation before the public is let in."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests import factories

from onedoor.demo.accounts import ACCOUNTS, PASSWORD, with_public_password

SRC = Path(__file__).resolve().parents[2] / "src"
PUBLIC = {
    "ONEDOOR_DEMO": "0",
    "ONEDOOR_HTTPS": "1",
    "ONEDOOR_SECRET_KEY": "of this test " * 6,
    "ONEDOOR_HOSTS": "door.example.gov.cn, www.door.example.gov.cn",
    "ONEDOOR_BASE_URL": "https://door.example.gov.cn",
    "ONEDOOR_EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}


def onedoor(folder: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The command, in a process with these settings and no others."""
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SRC), "ONEDOOR_DATA": str(folder), **settings}
    called = [sys.executable, "-m", "onedoor.cli", *command]
    return subprocess.run(called, env=env, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    assert onedoor(folder, "migrate").returncode == 0
    return folder


@pytest.mark.parametrize(
    ("without", "told"),
    [
        (None, ""),
        ("ONEDOOR_DEMO", "onedoor.W001"),
        ("ONEDOOR_HOSTS", "onedoor.W002"),
        ("ONEDOOR_BASE_URL", "onedoor.W003"),
        ("ONEDOOR_EMAIL_BACKEND", "onedoor.W004"),
        ("ONEDOOR_HTTPS", "security.W012"),
    ],
)
def test_the_check_tells_each_setting_that_still_is_the_demos(installed, without, told):
    done = onedoor(installed, "check", **{name: value for name, value in PUBLIC.items() if name != without})
    assert "Traceback" not in done.stderr
    assert (done.returncode == 1) == bool(told), done.stderr
    assert told in done.stderr


def test_with_the_demo_switched_off_its_public_passwords_are_not_loaded(installed):
    done = onedoor(installed, "demo", "load", "--enterprises", "1", **PUBLIC)
    assert done.returncode == 2
    assert "demo.off" in done.stderr


@pytest.mark.django_db
def test_accounts_that_anybody_could_enter_are_found():
    first, second, third = ACCOUNTS[:3]
    for account, password in ((first, PASSWORD), (second, "another, of its own"), (third, PASSWORD)):
        user = factories.UserFactory(username=account.username)
        user.set_password(password)
        user.is_active = account is not third
        user.save()
    assert with_public_password() == [first.username]


def test_processes_that_start_together_keep_one_secret_that_only_its_owner_reads(tmp_path):
    code = "from onedoor.conf.settings import SECRET_KEY; print(SECRET_KEY)"
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SRC), "ONEDOOR_DATA": str(tmp_path)}

    def begin(_: int) -> str:
        return subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60, check=True
        ).stdout.strip()

    with ThreadPoolExecutor(4) as together:
        keys = set(together.map(begin, range(4)))
    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
