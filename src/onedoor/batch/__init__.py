"""Matching files: rule folders against subject files, on local threads or on Spark, with results in a folder."""
