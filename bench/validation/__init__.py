"""The parts of ``bench/validation.py``: other people's data, measured as our own reports are."""
