"""A session of Apache Spark, and what must be installed for one."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from onedoor.errors import Unavailable
from onedoor.text import Text

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

OLDEST_JAVA = 17
OPTIONS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "FATAL",
    "spark.sql.session.timeZone": "UTC",
}
LOCAL = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


@contextmanager
def session_of(master: str) -> Iterator[SparkSession]:
    """The session that is there, or one of its own that ends with the block."""
    from pyspark.sql import SparkSession

    if (active := SparkSession.getActiveSession()) is not None:
        yield active
        return
    builder = SparkSession.builder.master(master).appName("onedoor match")
    options = {**OPTIONS, **(LOCAL if master.startswith("local") else {})}
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield session
    finally:
        session.stop()


def require_spark(java: str | None) -> None:
    """Nothing, where PySpark and the Java program that it needs are here; else ``Unavailable``, with what to do."""
    if find_spec("pyspark") is None:
        raise Unavailable(
            "match.spark",
            found=Text("没有安装 PySpark", "PySpark is not installed"),
            expected=Text("PySpark 4（可选组件 spark）", "PySpark 4, the optional extra spark"),
            mend=Text(
                "pip install --require-hashes -r requirements/spark.lock；不需要 Spark 时用 --engine local。",
                "pip install --require-hashes -r requirements/spark.lock; or use --engine local.",
            ),
        )
    version = java_version(java)
    if version < OLDEST_JAVA:
        found = Text(f"Java {version}", f"Java {version}") if version else Text("没有 Java", "no Java")
        raise Unavailable(
            "match.java",
            found=found,
            expected=Text(f"Java {OLDEST_JAVA} 或更新", f"Java {OLDEST_JAVA} or newer"),
            mend=Text(
                "安装 Java（Debian、Ubuntu：apt-get install default-jre-headless），或用 JAVA_HOME 指出它的位置。",
                "Install it (Debian, Ubuntu: apt-get install default-jre-headless), or name its place in JAVA_HOME.",
            ),
        )


def java_version(java: str | None) -> int:
    """The main version that a Java program tells of itself (17; 8 of the old ``1.8``); 0 where there is none."""
    if java is None:
        return 0
    try:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return 0
    told = re.search(r'version "(?:1\.)?(\d+)', done.stderr + done.stdout)
    return int(told[1]) if told else 0
