"""The city that the walk goes through."""

from tests.pages.world import built, world

__all__ = ["built", "world"]
