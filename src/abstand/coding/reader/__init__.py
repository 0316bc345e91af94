"""The reader: the learned model that codes events, with all that it is shown and what becomes of its answers."""

from abstand.coding.reader.model import is_shipped, model_id, shipped_model
from abstand.coding.reader.reading import NAME, read

__all__ = ["NAME", "is_shipped", "model_id", "read", "shipped_model"]
