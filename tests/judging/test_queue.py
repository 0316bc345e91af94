"""What is shown next."""

from abstand.judging.queue import to_review


def test_the_least_certain_first_without_what_is_judged(store, anna):
    assert [entry.report.id for entry in to_review(store.entries())] == ["cc33", "bb22", "dd44", "aa11"]
    anna.accept("cc33")
    anna.rename("bb22", "Astana", "KGZ")
    rejected = anna.reject("dd44")
    assert [entry.report.id for entry in to_review(store.entries())] == ["bb22", "aa11"]
    anna.undo(rejected)
    assert [entry.report.id for entry in to_review(store.entries())] == ["bb22", "dd44", "aa11"]
