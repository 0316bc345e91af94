"""Texts that several tests of the command line code."""

MEETING = "Putin met Tokayev in Moscow on Monday."
