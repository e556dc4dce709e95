"""SpiffWorkflow 3.2, and nothing of it outside this package but through ``run.Run``."""
