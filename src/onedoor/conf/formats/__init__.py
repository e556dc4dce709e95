"""Dates as each language of the pages writes them; Chinese keeps Django's own."""
