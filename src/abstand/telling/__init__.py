"""Telling: chronicle, explanation and charts, in the reader's language."""
