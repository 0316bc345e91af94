"""A small gazetteer of invented states for tests that no real name may disturb."""

from __future__ import annotations

from datetime import date

from abstand.entities.gazetteer import Gazetteer
from abstand.entities.sources import Name, Period, Source, Term
from abstand.entities.table import compile_table
from abstand.model import Way


def _names(*texts: str, way: Way = Way.NAME, language: str = "en") -> tuple[Name, ...]:
    return tuple(Name(text, way, language) for text in texts)


def _words(*texts: str, way: Way) -> tuple[Name, ...]:
    return _names(*texts, way=way)


def _state(code: str, name: str) -> Source:
    adjective = f"{name.removesuffix('land')}ish"
    names = (*_names(name), *_names(adjective, way=Way.ADJECTIVE), *_names(f"{name} City", way=Way.CITY))
    return Source(code, code, "state", names)


def _person(id_: str, code: str, name: str, office: str, first: date, last: date) -> Source:
    names = (Name(name, Way.PERSON, "en", surname=name.split()[-1]),)
    return Source(id_, code, "person", names, (Term(office, Period(first, last)),))


SOURCES = [
    _state("AAA", "Arland"),
    _state("BBB", "Borland"),
    _state("CCC", "Corland"),
    Source("PCT", "PCT", "organisation", _names("Pact")),
    Source("UNN", "UNN", "organisation", _names("Union")),
    Source("post", "", "outlet", _names("Evening Post", way=Way.OUTLET)),
    _person("ada-quill", "AAA", "Ada Quill", "head-of-state", date(2000, 1, 1), date(2004, 12, 31)),
    _person("ben-rook", "AAA", "Ben Rook", "head-of-state", date(2005, 1, 1), date(2010, 12, 31)),
    Source("head-of-state", "", "office", _words("president", way=Way.OFFICE)),
    Source("foreign-minister", "BBB", "office", _words("chancellor of state", way=Way.OFFICE)),
    Source("body", "", "office", _words("foreign ministry", "spokesman", "embassy", way=Way.OFFICE)),
    Source("one", "", "reference", _words("it", "the country", way=Way.DESCRIPTION)),
    Source("person", "", "reference", _words("he", "she", way=Way.DESCRIPTION)),
    Source("other", "", "reference", _words("its neighbour", way=Way.DESCRIPTION)),
    Source("both", "", "reference", _words("the two", "the two countries", way=Way.DESCRIPTION)),
    Source("they", "", "reference", _words("they", way=Way.DESCRIPTION)),
    Source("organisation", "", "reference", _words("the bloc", way=Way.DESCRIPTION)),
    Source("own", "CCC", "reference", _words("our country", way=Way.DESCRIPTION)),
    Source("decoy", "", "decoy", _names("Arland Avenue")),
]
GAZETTEER = Gazetteer(compile_table(SOURCES))
