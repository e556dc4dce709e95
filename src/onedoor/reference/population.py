"""The codes that synthetic enterprises are drawn with: counties and industry classes as shipped."""

from __future__ import annotations

from functools import cache

from onedoor.engine.population.places import Codes
from onedoor.reference.industries import industries
from onedoor.reference.regions import RegionLevel, regions


@cache
def codes() -> Codes:
    """All counties, and all classes of industry with the letter of their section in front (``C3521``)."""
    counties = [code for code, region in regions().items() if region.level is RegionLevel.COUNTY]
    classes = [each.section + code for code, each in industries().items() if len(code) == 4]
    return Codes.of(counties, classes)
