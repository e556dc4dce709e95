"""Models before release: faults of text, name and type; inputs nobody thought of; rules that never count."""

from onedoor.engine.dmn.analysis.columns import InputColumn
from onedoor.engine.dmn.analysis.model import check_file, check_model
from onedoor.engine.dmn.analysis.table import check_table

__all__ = ["InputColumn", "check_file", "check_model", "check_table"]
