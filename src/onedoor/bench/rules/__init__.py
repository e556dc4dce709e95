"""How fast rules are read, decided and explained, beside the other engines that install from PyPI.

Policies, tables and profiles are drawn from a seed in no language at all; each engine gets them in its own
words and its own idiomatic form, with the same facts. Answers are compared before anything is timed.
"""
