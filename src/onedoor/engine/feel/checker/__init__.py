"""Rules before release: what is wrong with an expression, told without running it."""

from onedoor.engine.feel.checker.findings import Finding, Place, Severity, place_of, worst

__all__ = ["Finding", "Place", "Severity", "place_of", "worst"]
