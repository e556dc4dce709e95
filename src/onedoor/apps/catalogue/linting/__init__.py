"""The linter of items: what hurts applicants is found before a version is released.

``lint`` looks at one definition, ``lint_all`` at many in turn, ``Report`` counts what they find. Errors block a release. What is checked
and why is data (``reference/checks``), to which an agency adds its own: docs/item-checks.md.
"""

from onedoor.apps.catalogue.linting.check import Check
from onedoor.apps.catalogue.linting.checks import Checks, checks_with, shipped_checks
from onedoor.apps.catalogue.linting.context import Basic, Context
from onedoor.apps.catalogue.linting.documents import subjects_of_documents
from onedoor.apps.catalogue.linting.findings import Finding, Severity
from onedoor.apps.catalogue.linting.report import Report
from onedoor.apps.catalogue.linting.running import Linted, lint, lint_all
from onedoor.apps.catalogue.linting.sources import (
    subject_of_reference,
    subject_of_version,
    subjects_of_house,
)

__all__ = [
    "Basic",
    "Check",
    "Checks",
    "Context",
    "Finding",
    "Linted",
    "Report",
    "Severity",
    "checks_with",
    "lint",
    "lint_all",
    "shipped_checks",
    "subject_of_reference",
    "subject_of_version",
    "subjects_of_documents",
    "subjects_of_house",
]
