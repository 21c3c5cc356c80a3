"""Builds a directory of people and temporary work from plain files."""

__version__ = "0.1.0"
