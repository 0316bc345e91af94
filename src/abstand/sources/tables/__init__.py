"""Other people's event data and UN votes: GDELT, ICEWS, POLECAT, KEDS/WEIS, PLOVER-JSON, UN General Assembly."""

from abstand.sources.tables.reading import FORMATS, read_file
from abstand.sources.tables.schema import IMPORTED, POSITIONS, VOTES, Chunk, Issue, LeftOut

__all__ = ["FORMATS", "IMPORTED", "POSITIONS", "VOTES", "Chunk", "Issue", "LeftOut", "read_file"]
