"""The tables in which items are exchanged: the four national ones, and those of the workbook, which say more."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from onedoor.reference.elements import TABLES, CodeValue, item_elements
from onedoor.text import Text

NO_CODES: Mapping[str, CodeValue] = MappingProxyType({})
KEY = "task_code"
# Where a system has no code of the name it should have, it has one of these.
CODE_COLUMNS = (KEY, "nation_task_code", "item_id", "local_task_code", "row_guid")
# Columns of the item that its content does not hold: the catalogue's own rows tell them, or the exchange of itself.
TOLD = (
    "row_guid",
    "task_code",
    "task_type",
    "task_state",
    "task_version",
    "dept_name",
    "dept_code",
    "cd_batch",
    "cd_operation",
    "cd_time",
    "data_source",
)
TOPICS = ("user_topic_type", "corp_topic_type", "local_user_topic_type", "local_corp_topic_type", "themes")
NAMES = {
    "item": Text("事项", "Items"),
    "material": Text("材料", "Materials"),
    "fee": Text("收费", "Fees"),
    "faq": Text("常见问题", "Frequent questions"),
}
COLLECTIONS = {"item": "", "material": "materials", "fee": "fees", "faq": "faq"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    ``kind``: ``text``, ``number``, ``date``, ``flag``, ``code`` and ``codes`` as the national tables have them; ``list`` (several
    words), ``ids`` (several, or 无 for none), ``feel`` (an expression), ``yuan``, ``options`` (value=words, a line each). ``path`` is the
    place in the content of the item or of the part; ``needed``: no item without it; ``national``: the standard requires it.
    ``width`` is how many characters the national table has room for.
    """

    name: str
    title: Text
    kind: str = "text"
    path: str = ""
    needed: bool = False
    national: bool = False
    codes: Mapping[str, CodeValue] = field(default_factory=lambda: NO_CODES)
    width: int = 0
    note: Text | None = None
    example: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of ``columns``; its rows are items, or parts that an item keeps in ``collection``."""

    name: str
    title: Text
    collection: str
    columns: Mapping[str, Column]
    headings: Mapping[str, Column]

    def column_of(self, heading: Any) -> Column | None:
        """The column that a heading means: by its name, or by what it is called in either language."""
        return self.headings.get(_heading(heading))


def make_table(name: str, title: Text, collection: str, columns: Iterable[Column]) -> Table:
    held = {each.name: each for each in columns}
    headings: dict[str, Column] = {}
    for column in held.values():
        for word in (column.name, column.title.zh, column.title.en):
            headings.setdefault(_heading(word), column)
    return Table(name, title, collection, MappingProxyType(held), MappingProxyType(headings))


@cache
def national_tables() -> Mapping[str, Table]:
    """The four tables of the national exchange, parts with the code of their item in front."""
    return MappingProxyType({name: _national(name) for name in TABLES})


def _national(name: str) -> Table:
    columns = {}
    for each in item_elements(name).values():
        columns[each.column] = Column(
            name=each.column,
            title=each.name,
            kind=each.kind,
            path=each.path or ("" if _is_told(name, each.column) else f"record.{each.column}"),
            needed=name == "item"
            and each.column in NEEDED
            or name != "item"
            and each.path == NAME_PATHS[name],
            national=each.required,
            codes=each.codes,
            width=WIDTHS.get((name, each.column), 0),
        )
    if name != "item":
        key = replace(national_key(), needed=True)
        columns = {KEY: key, **columns}
    return make_table(name, NAMES[name], COLLECTIONS[name], columns.values())


NEEDED = ("task_code", "task_name", "task_type", "dept_code")
NAME_PATHS = {"material": "name", "fee": "name", "faq": "question"}


def national_key() -> Column:
    return Column(name=KEY, title=Text("实施编码", "Implementation code"), national=True, width=36)


def _is_told(table: str, column: str) -> bool:
    return column in TOLD if table == "item" else column == "order_num"


def _heading(text: Any) -> str:
    """A heading without what makes it look good: marks, notes in brackets or on a second line, capitals, white space."""
    word = unicodedata.normalize("NFKC", str(text)).strip().split("\n")[0]
    word = word.replace("(必填)", "").replace("*", "").replace("★", "")
    return "".join(word.split()).lower()


# Room of the national tables, in characters; what is not here has none that matters.
WIDTHS: Mapping[tuple[str, str], int] = MappingProxyType(
    {
        ("item", column): width
        for column, width in {
            "row_guid": 50,
            "catalog_code": 12,
            "local_catalog_code": 50,
            "task_code": 36,
            "local_task_code": 50,
            "task_handle_item": 50,
            "task_name": 1000,
            "dept_name": 200,
            "dept_code": 50,
            "entrust_name": 100,
            "other_dept": 200,
            "anticipate_explain": 256,
            "promise_explain": 256,
            "special_procedure": 500,
            "server_type": 32,
            "limit_explain": 256,
            "online_handle_depth": 20,
            "online_handle_url": 256,
            "mobile_terminal_url": 500,
            "limit_scene_explain": 1000,
            "transact_addr": 500,
            "transact_time": 500,
            "fee_basis": 256,
            "link_way": 256,
            "supervise_way": 256,
            "result_type": 30,
            "result_name": 200,
            "result_guid": 256,
            "service_type": 500,
            "user_topic_type": 40,
            "corp_topic_type": 40,
            "local_user_topic_type": 100,
            "local_corp_topic_type": 100,
            "town_code": 18,
            "town_name": 200,
            "village_code": 18,
            "village_name": 200,
            "extend_field": 2000,
            "data_source": 3,
        }.items()
    }
    | {
        ("material", column): width
        for column, width in {
            "material_name": 200,
            "by_law": 256,
            "accept_stand": 256,
            "fill_explain": 500,
            "form_guid": 256,
            "example_guid": 256,
        }.items()
    }
)
