"""The public technology compatibility kit of DMN: its cases read, run against the models beside them, reported.

The kit (github.com/dmn-tck/tck) is not part of this package; ``run_kit`` is handed a folder that holds it.
"""

from onedoor.engine.dmn.tck.cases import Case, CaseFile, read_cases
from onedoor.engine.dmn.tck.report import CaseResult, NodeResult, Report, Verdict
from onedoor.engine.dmn.tck.running import run_kit

__all__ = ["Case", "CaseFile", "CaseResult", "NodeResult", "Report", "Verdict", "read_cases", "run_kit"]
