"""Search for short Chinese documents: items, measures. Character n-grams, and everyday words behind a gate.

Dictionary tokenisers miss what people type; n-grams do not, need no dictionary and survive typing errors.
What n-grams cannot know is that 开饭店 means 食品经营许可: that is the thesaurus.
"""

from onedoor.engine.search.index import Document, Hit, Index
from onedoor.engine.search.ngrams import bigrams, grams, normalise
from onedoor.engine.search.thesaurus import Thesaurus

__all__ = ["Document", "Hit", "Index", "Thesaurus", "bigrams", "grams", "normalise"]
