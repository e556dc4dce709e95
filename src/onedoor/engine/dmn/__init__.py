"""Decision models in DMN 1.2 to 1.5: read, decided with what is known, explained clause by clause."""

from onedoor.engine.dmn.errors import DmnError, NoSuchDecision
from onedoor.engine.dmn.gaps import Gap, gap_of
from onedoor.engine.dmn.inline import as_conditions, inline
from onedoor.engine.dmn.inputs import ItemType, Member
from onedoor.engine.dmn.model import Decision, InputData, KnowledgeSource, Model
from onedoor.engine.dmn.nodes import DecisionTable
from onedoor.engine.dmn.outcome import ConditionOutcome, DecisionTrace, Evaluation, Outcome
from onedoor.engine.dmn.reader import read_model

__all__ = [
    "ConditionOutcome",
    "Decision",
    "DecisionTable",
    "DecisionTrace",
    "DmnError",
    "Evaluation",
    "Gap",
    "InputData",
    "ItemType",
    "KnowledgeSource",
    "Member",
    "Model",
    "NoSuchDecision",
    "Outcome",
    "as_conditions",
    "gap_of",
    "inline",
    "read_model",
]
