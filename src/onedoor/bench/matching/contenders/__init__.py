"""One contender a file. Each is imported only when the measurement runs, and left out where its package is not installed."""
