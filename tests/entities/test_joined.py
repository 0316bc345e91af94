"""Texts held as one are what was put in, in its order."""

from abstand.entities.joined import Joined

TEXTS = ["Kasachstan", "", "Қазақстан", "🇰🇿", "KAZ"]


def test_each_text_is_found_at_its_place() -> None:
    joined = Joined.of(TEXTS)
    assert list(joined) == [joined[place] for place in range(len(joined))] == TEXTS


def test_equal_texts_are_equal_only_if_they_part_at_the_same_places() -> None:
    assert Joined.of(["ab", "c"]) == Joined.of(iter(["ab", "c"])) != Joined.of(["a", "bc"])
