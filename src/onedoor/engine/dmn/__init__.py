"""Decision models in DMN 1.1 to 1.5: read, decided with what is known, explained clause by clause, written.

``load(path).decide("decision", facts)`` is the short way; ``read_model`` is the strict one, by which the
house reads its own rules.
"""

from onedoor.engine.dmn.document import Document
from onedoor.engine.dmn.errors import DmnError, NoSuchDecision, WrongFact
from onedoor.engine.dmn.evaluation import Evaluation
from onedoor.engine.dmn.gaps import Gap, gap_of
from onedoor.engine.dmn.inline import as_conditions, inline
from onedoor.engine.dmn.inputs import Wrong
from onedoor.engine.dmn.issues import Reading
from onedoor.engine.dmn.items import ItemType, Member
from onedoor.engine.dmn.loading import load
from onedoor.engine.dmn.model import (
    Decision,
    DecisionService,
    Import,
    InputData,
    KnowledgeSource,
    Model,
)
from onedoor.engine.dmn.nodes import DecisionTable
from onedoor.engine.dmn.outcome import ConditionOutcome, Outcome
from onedoor.engine.dmn.reader import read_model
from onedoor.engine.dmn.table_traces import TableTrace
from onedoor.engine.dmn.traces import DecisionTrace, PartsTrace

__all__ = [
    "ConditionOutcome",
    "Decision",
    "DecisionService",
    "DecisionTable",
    "DecisionTrace",
    "DmnError",
    "Document",
    "Evaluation",
    "Gap",
    "Import",
    "InputData",
    "ItemType",
    "KnowledgeSource",
    "Member",
    "Model",
    "NoSuchDecision",
    "Outcome",
    "PartsTrace",
    "Reading",
    "TableTrace",
    "Wrong",
    "WrongFact",
    "as_conditions",
    "gap_of",
    "inline",
    "load",
    "read_model",
]
