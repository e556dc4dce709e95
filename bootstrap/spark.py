"""Apache Spark for the tests: its packages in a folder of their own, for whoever has Java."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from bootstrap.environment import pip_install
from bootstrap.places import REQUIREMENTS, SPARK
from bootstrap.refusal import Refusal
from bootstrap.stamps import digest, holds, leave

LOCK = REQUIREMENTS / "spark.lock"
OLDEST_JAVA = 17
INSTALL_JAVA = (
    f"Install Java {OLDEST_JAVA} or newer (`sudo apt-get install default-jre-headless` on Debian and Ubuntu), or name "
    "its place in JAVA_HOME."
)


def spark_ready() -> tuple[dict[str, str], str]:
    """(the variables with which Python finds Spark's packages, the Java that they will use).

    The packages, half a gigabyte, are fetched where their lock has changed.

    :raises Refusal: there is no Java that Spark could use, or the packages cannot be had.
    """
    java = find_java()
    stamp, value = SPARK / ".stamp", digest([LOCK])
    if not holds(stamp, value):
        shutil.rmtree(SPARK, ignore_errors=True)
        pip_install("Apache Spark", LOCK, target=SPARK)
        leave(stamp, value)
    return on_path(), java


def on_path() -> dict[str, str]:
    """The variables with which Python finds Spark's packages; none where they have not been fetched."""
    if not SPARK.is_dir():
        return {}
    others = os.environ.get("PYTHONPATH", "")
    return {"PYTHONPATH": os.pathsep.join([str(SPARK), *([others] if others else [])])}


def find_java() -> str:
    """The program of ``JAVA_HOME``, or the one on the path.

    :raises Refusal: there is none, or it is too old for Spark.
    """
    home = os.environ.get("JAVA_HOME", "")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    found = version_of(java) if java else 0
    if java is None or found < OLDEST_JAVA:
        raise Refusal(f"Java {found} is too old" if found else "there is no Java", INSTALL_JAVA)
    return java


def version_of(java: str) -> int:
    """The main version that a Java program tells of itself (17; 8 of the old ``1.8``); 0 where it cannot be run."""
    try:
        done = subprocess.run(
            [java, "-version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    except OSError:
        return 0
    told = re.search(r'version "(?:1\.)?(\d+)', done.stdout)
    return int(told[1]) if told else 0
