"""How fast every rule is matched against everybody, beside what else could do it, as ratios of one run.

Enterprises and policies are drawn from a seed. Each contender gets them in its own words and its own best
form; those that know three values must find exactly what ours finds, or there is no figure for anyone.
"""
