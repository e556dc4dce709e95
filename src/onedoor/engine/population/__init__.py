"""Synthetic enterprises and policies for them, drawn from a seed, so that figures can be made again.

Thirty facts of each enterprise as an Arrow table: seven counts, seven amounts in yuan, a rate, four
dates, six codes, four flags and a list of qualifications, of which there are sixty. They hang
together: industry decides staff, staff and industry revenue, both whether there is research; size
classes follow 工信部联企业〔2011〕300号, and qualifications follow size, age and research. Some numbers
are round, and some research is exactly a share that rules ask for. A tenth of each fact is unknown.

>>> from datetime import date
>>> codes = Codes.of(counties=["440106", "440305"], classes=["C3521", "I6510"])
>>> population = Population(seed=7, on=date(2026, 11, 24), codes=codes)
>>> population.table(3) == population.table(70_000).slice(0, 3)
True
>>> next(policies(1, 7, codes, date(2026, 11, 24))).feel
'starts with(行政区划代码, "4401") and 从业人员 in [5..20) and starts with(国民经济行业代码, "C35") and 企业规模 in ("小型")'
"""

from onedoor.engine.population.conditions import Condition
from onedoor.engine.population.enterprises import Population
from onedoor.engine.population.facts import ARROW, FACTS, SCHEMA, USCC
from onedoor.engine.population.places import Codes
from onedoor.engine.population.policies import Policy, policies

__all__ = ["ARROW", "FACTS", "SCHEMA", "USCC", "Codes", "Condition", "Policy", "Population", "policies"]
