"""一件事: several items of several departments as one application.

``BundleDefinition`` reads what a version says. ``merge`` makes one form, one list of questions and one of documents of all its
items; ``select`` says what answers make of them; ``due`` when all is due, ``savings`` what is saved, ``flow_of`` how it is
handled, ``lint`` what is wrong with it.
"""

from onedoor.apps.catalogue.bundles.definition import (
    BundleDefinition,
    BundleExample,
    BundleStop,
    Part,
    Stage,
)
from onedoor.apps.catalogue.bundles.examples import BundleResult, run_bundle_examples
from onedoor.apps.catalogue.bundles.flow import flow_of, flow_variables, places_of
from onedoor.apps.catalogue.bundles.linting import lint
from onedoor.apps.catalogue.bundles.merging import Definitions, Merged, MergedMaterial, merge
from onedoor.apps.catalogue.bundles.selecting import Chosen, Selection, select
from onedoor.apps.catalogue.bundles.statistics import Figures, Savings, savings
from onedoor.apps.catalogue.bundles.timing import due

__all__ = [
    "BundleDefinition",
    "BundleExample",
    "BundleResult",
    "BundleStop",
    "Chosen",
    "Definitions",
    "Figures",
    "Merged",
    "MergedMaterial",
    "Part",
    "Savings",
    "Selection",
    "Stage",
    "due",
    "flow_of",
    "flow_variables",
    "lint",
    "merge",
    "places_of",
    "run_bundle_examples",
    "savings",
    "select",
]
