"""A model from a file or from bytes, ready to decide."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from onedoor.engine.dmn.errors import bad_model
from onedoor.engine.dmn.issues import Reading
from onedoor.engine.dmn.linking import Loader, from_folder, nothing
from onedoor.engine.dmn.model import Model
from onedoor.engine.dmn.reader import read_model
from onedoor.engine.feel.compiler import External
from onedoor.text import Text


def load(
    source: Path | str | bytes,
    *,
    lenient: bool = False,
    strict: bool = False,
    loader: Loader | None = None,
    externals: Mapping[str, External] | None = None,
) -> Model:
    """The model in a file (a path) or in a document (bytes), with the models it imports.

    Imports are looked for with ``loader``, by default among the files of the same folder. A name that the
    model declares nowhere is a fact to be told by that name, as editors allow; ``strict`` refuses it.
    ``lenient`` refuses nothing but bad XML: what is broken is null, and told in ``Model.findings``.
    ``externals`` are the functions that the host offers for external ones.

    Raises:
        DmnError: there is no such file, the XML is unsafe or not DMN, or the model is broken.

    >>> load(b'''<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m"><decision name="d">
    ... <literalExpression><text>n * 2</text></literalExpression></decision></definitions>''').decide("d", {"n": 21}).value
    Decimal('42')
    """
    reading = Reading.LENIENT if lenient else Reading.STRICT if strict else Reading.OPEN
    if isinstance(source, bytes):
        return read_model(source, reading=reading, loader=loader or nothing, externals=externals)
    path = Path(source)
    try:
        data = path.read_bytes()
    except OSError as error:
        expected = Text("可以读取的 DMN 文件", "a DMN file that can be read")
        raise bad_model("file", error.strerror or str(error), expected, str(path)) from error
    loader = loader or from_folder(path.parent)
    return read_model(data, reading=reading, file=path.name, loader=loader, externals=externals)
