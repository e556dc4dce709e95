"""``onedoor match whatif``: a draft rule, or another threshold, against the rule in force."""

from onedoor.match_cli.whatif.command import whatif

__all__ = ["whatif"]
