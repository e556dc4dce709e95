"""Decision tables before release: inputs nobody thought of, rules that meet, rules that never count."""

from onedoor.engine.dmn.analysis.columns import InputColumn
from onedoor.engine.dmn.analysis.table import check_table

__all__ = ["InputColumn", "check_table"]
