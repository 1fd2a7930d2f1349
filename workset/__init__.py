"""Workset: a strength-training logbook. The project package: wiring, and what all apps share below."""

__version__ = "0.1.0"
