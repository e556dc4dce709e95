"""An app with jobs that stop half-way; processes with these settings are killed by ``test_faults.py``."""
