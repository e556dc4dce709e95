"""Onedoor 一扇门: an open operating system for government services."""

__version__ = "0.1.0"
