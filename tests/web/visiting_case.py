"""A visitor with a browser's cookies: opens pages, fills in their forms, signs in."""

import re
from typing import Any

from fastapi.testclient import TestClient

from abstand.store import Store
from abstand.web import create_app
from abstand.web.desk import Desk, reviewers

PASSWORD = "correct horse"


class Visitor:
    def __init__(self, store: Store, desk: Desk | None = None) -> None:
        self.desk = desk or Desk()
        self.client = TestClient(create_app(store, desk=self.desk))

    def proof(self, path: str) -> str:
        """What the forms of a page carry."""
        found: list[str] = re.findall(r'name="proof" value="(\w+)"', self.client.get(path).text)
        return found[0]

    def send(self, page: str, to: str, **fields: str) -> Any:
        """A form of ``page``."""
        return self.client.post(to, data={"proof": self.proof(page), **fields})

    def sign_in(self, name: str = "anna") -> "Visitor":
        if name not in {one.name for one in reviewers.known(self.desk)}:
            reviewers.add(self.desk, name, PASSWORD)
        assert self.send("/signin", "/signin", name=name, password=PASSWORD).status_code == 200
        return self
