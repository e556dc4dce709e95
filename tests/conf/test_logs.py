"""Log lines: what failed and where, and nothing of what was said."""

import logging
import sys

from onedoor.conf.logs import Line


def written(failing) -> str:
    try:
        failing()
    except Exception:
        record = logging.LogRecord("onedoor", logging.ERROR, __file__, 1, "failed %s", ("7",), sys.exc_info())
    return Line("%(levelname)s %(message)s").format(record)


def test_a_traceback_names_kinds_and_places_and_repeats_no_words():
    def quote_the_row():
        raise KeyError("李四 13800000000")

    def fail():
        try:
            quote_the_row()
        except KeyError as row:
            raise ValueError("李四 lives at …") from row

    line = written(fail)
    assert "李四" not in line
    assert "13800000000" not in line
    assert line.startswith("ERROR failed 7\n")
    assert line.index("KeyError") < line.index("ValueError")
    assert f"{__file__}:" in line
    assert " in quote_the_row" in line


def test_an_error_that_was_its_own_cause_ends_the_line():
    def fail():
        error = RuntimeError("x")
        error.__context__ = ValueError("y")
        error.__context__.__context__ = error
        raise error

    assert written(fail).count("RuntimeError") == 1
