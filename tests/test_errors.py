"""Errors cross process borders whole."""

import pickle

import pytest

from abstand.errors import AbstandError, DataError, UnknownEntity


@pytest.mark.parametrize("error", [DataError("a.toml", "key", "is wrong"), UnknownEntity("Kasachstn", ("Kasachstan",))])
def test_an_error_comes_back_as_it_went(error: AbstandError) -> None:
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert str(back) == str(error)
