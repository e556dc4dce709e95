"""Data that ships with the product, read from inside the package; origins in ``SOURCES.md``.

Every reader returns immutable values and keeps what it parsed: the files never change at run time.

>>> regions()["440106"].name, [each.name for each in ancestors("440106")]
('天河区', ['广州市', '广东省'])
>>> industries()["6513"].section
'I'
"""

from onedoor.reference.calendar import national_calendar
from onedoor.reference.codelists import Entry, ShippedList, shipped_entries, shipped_lists
from onedoor.reference.industries import Industry, industries
from onedoor.reference.items import Item, items
from onedoor.reference.regions import Region, RegionLevel, ancestors, regions
from onedoor.reference.thesaurus import thesaurus

__all__ = [
    "Entry",
    "Industry",
    "Item",
    "Region",
    "RegionLevel",
    "ShippedList",
    "ancestors",
    "industries",
    "items",
    "national_calendar",
    "regions",
    "shipped_entries",
    "shipped_lists",
    "thesaurus",
]
