"""The web app: pages and a JSON interface over one store. ``create_app`` is the front door."""

from abstand.web.app import create_app

__all__ = ["create_app"]
