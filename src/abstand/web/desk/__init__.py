"""The desk of a web app: who may review, who is signed in, and what readers hold to be wrong."""

from abstand.web.desk.book import Desk, desk_file

__all__ = ["Desk", "desk_file"]
