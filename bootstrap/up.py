"""``run.py up``: from a checkout to a running demo; the second time only what changed is done."""

from __future__ import annotations

import argparse
import http.client
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bootstrap.addresses import bracketed, check_database, check_port, is_wildcard, reachable, served_names
from bootstrap.assets import build_assets
from bootstrap.environment import announce_first_time, install, make_environment
from bootstrap.places import ASSETS, DATA, PYTHON, REQUIREMENTS
from bootstrap.processes import Child, stop_all, stop_on_signals
from bootstrap.refusal import Refusal
from bootstrap.stamps import digest, holds, leave
from bootstrap.steps import say, step

ONEDOOR: list[str | Path] = [PYTHON, "-m", "onedoor.cli"]
SIGN_IN = "import os, psycopg; psycopg.connect(os.environ['DATABASE_URL'], connect_timeout=10).close()"
READY_WITHIN = 60.0


def up(options: argparse.Namespace) -> int:
    """Serve until stopped. Returns 0 after Ctrl-C."""
    stop_on_signals()
    check_port(options.host, options.port)
    env = environment_for(options)
    if url := env.get("DATABASE_URL", ""):
        check_database(url)
    prepare(env, enterprises=options.enterprises)
    return serve(options.host, options.port, env)


def environment_for(options: argparse.Namespace) -> dict[str, str]:
    """What the children are told beyond this command's own environment; what the user has set stays."""
    told = {
        "ONEDOOR_HOSTS": ",".join(served_names(options.host)),
        "ONEDOOR_BASE_URL": f"http://{bracketed(reachable(options.host))}:{options.port}",
    }
    env = {name: os.environ.get(name, value) for name, value in told.items()}
    if url := options.database_url or os.environ.get("DATABASE_URL", ""):
        env["DATABASE_URL"] = url
    return env


def prepare(env: dict[str, str], *, enterprises: int) -> None:
    """Packages, assets, tables, translations and demo are as this checkout needs them.

    The front end is built beside the rest: it waits for the network where the rest computes.
    """
    announce_first_time()
    make_environment()
    with ThreadPoolExecutor(1) as beside:
        assets = beside.submit(build_assets)
        install("prod")
        check_login(env)
        loaded = step(
            "Tables and demo", [*ONEDOOR, "prepare", "--enterprises", str(enterprises)], env=env, quiet=True
        )
        assets.result()
    say(f"  {loaded.strip()}")
    collect_static()


def check_login(env: dict[str, str]) -> None:
    """PostgreSQL lets this user into this database: asked directly, since a pool would only say that it waited."""
    url = env.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        mend = "Create the database (createdb NAME) and its user (createuser NAME), or correct the address."
        step("Sign-in at PostgreSQL", [PYTHON, "-c", SIGN_IN], env=env, quiet=True, mend=mend)


def collect_static() -> None:
    stamp, value = DATA / "static.stamp", digest([ASSETS.parent, REQUIREMENTS / "prod.lock"])
    if holds(stamp, value) and (DATA / "static" / "staticfiles.json").is_file():
        return
    step("Static files", [*ONEDOOR, "static"])
    leave(stamp, value)


def serve(host: str, port: int, env: dict[str, str]) -> int:
    children: list[Child] = []
    try:
        command = [*ONEDOOR, "web", "--host", bracketed(host), "--port", str(port)]
        children.append(Child("The web server", command, env))
        children.append(Child("The worker", [*ONEDOOR, "worker"], env))
        accounts = step("Demo accounts", [*ONEDOOR, "demo", "accounts"], env=env, quiet=True)
        wait_ready(host, port, children)
        welcome(host, port, accounts)
        while True:
            time.sleep(0.5)
            look_after(children)
    except KeyboardInterrupt:
        say("\nStopping …")
        return 0
    finally:
        stop_all(children)


def look_after(children: Sequence[Child]) -> None:
    for child in children:
        child.look_after()


def wait_ready(host: str, port: int, children: Sequence[Child]) -> None:
    """The web server has answered that it is well.

    :raises Refusal: it did not within a minute, or a child does not stay up.
    """
    until = time.monotonic() + READY_WITHIN
    answer = "nothing"
    while time.monotonic() < until:
        look_after(children)
        connection = http.client.HTTPConnection(reachable(host), port, timeout=10)
        try:
            connection.request("GET", "/health/")
            response = connection.getresponse()
            if response.status == http.client.OK:
                return
            answer = f"status {response.status}"
            time.sleep(1.0)
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise Refusal(
        f"The web server does not get well: {READY_WITHIN:.0f} s after its start /health/ gives {answer}."
    )


def welcome(host: str, port: int, accounts: str) -> None:
    say(f"\n一扇门 Onedoor: http://{bracketed(reachable(host))}:{port}/\n")
    say("演示账号 Demo accounts (name, password, who):")
    for line in accounts.strip().splitlines():
        say(f"  {line}")
    if is_wildcard(host) or reachable(host) not in {"127.0.0.1", "localhost", "::1"}:
        say(
            "\n注意：演示密码是公开的。 These passwords are public, and this address can be reached from outside."
        )
    say("\n按 Ctrl-C 停止。 Ctrl-C stops it.")
