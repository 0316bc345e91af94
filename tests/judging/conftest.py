"""A store of two documents and two people who judge what is in it."""

import pytest
from reviewing_case import ACCUSED, AGAIN, CUT, DENIED, Reviewer, Shelf


@pytest.fixture
def store() -> Shelf:
    return Shelf(ACCUSED, CUT, DENIED, AGAIN)


@pytest.fixture
def anna(store: Shelf) -> Reviewer:
    return Reviewer(store)


@pytest.fixture
def ben(store: Shelf) -> Reviewer:
    return Reviewer(store, "ben")
