"""Explanations in words: a plain sentence in Chinese and in English for every condition.

Everything is made from the rule and the values that it met. What a fact is called, what its numbers count and
what its codes mean comes from a ``Wording``; without one the names in the rule speak for themselves.
"""

from onedoor.engine.feel.explaining.joining import full_sentence
from onedoor.engine.feel.explaining.narrator import Narrator, narrator_of, sentence
from onedoor.engine.feel.explaining.wording import DEFAULT, FactWords, Wording

__all__ = ["DEFAULT", "FactWords", "Narrator", "Wording", "full_sentence", "narrator_of", "sentence"]
