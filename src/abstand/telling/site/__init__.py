"""The published site: the pages as files that any web server serves, search included."""

from abstand.telling.site.publishing import Published, publish

__all__ = ["Published", "publish"]
