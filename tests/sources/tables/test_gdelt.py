"""GDELT exports: what a row becomes, and every way in which a row or a file can be wrong."""

import gzip
import io
import zipfile
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_files import gdelt, whole

from abstand.errors import InputError
from abstand.sources.tables import LeftOut
from abstand.sources.tables.blocks import blocks
from abstand.sources.tables.layouts import layouts


def test_a_row_with_its_units(write):
    row = whole("gdelt", write("a.CSV", gdelt())).rows.to_pylist()[0]
    assert {name: row[name] for name in ("source", "own_id", "actor", "recipient", "code", "type", "mode")} == {
        "source": "gdelt", "own_id": "1000000001", "actor": "KAZ", "recipient": "RUS", "code": "042",
        "type": "CONSULT", "mode": "visit",
    }  # fmt: skip
    assert (row["first"], row["last"], row["published"]) == (date(2022, 8, 19), date(2022, 8, 19), date(2022, 8, 20))
    assert (row["score"], row["mentions"], row["outlets"], row["articles"]) == (1.9, 10, 2, 9)
    assert row["url"] == "https://example.org/a"


@pytest.mark.parametrize(("edition", "columns"), [(0, 61), (1, 58), (2, 57)])
def test_all_three_editions(write, edition, columns):
    assert len(layouts("gdelt")[edition].columns) == columns
    found = whole("gdelt", write("a.csv", gdelt(edition)))
    assert (found.read, found.rows.num_rows, found.problems) == (1, 1, ())


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"NumMentions": "many"}, "NumMentions: 'many' is no whole number"),
        ({"Actor1Geo_Lat": "-2.5#-60"}, "Actor1Geo_Lat: '-2.5#-60' is no number"),
        ({"Actor2Geo_Long": "181"}, "Actor2Geo_Long: 181 lies outside -180 … 180"),
        ({"AvgTone": "nan"}, "AvgTone: 'nan' is no number"),
        ({"GoldsteinScale": "11"}, "GoldsteinScale: 11 lies outside -10 … 10"),
        ({"SQLDATE": "20221319"}, "SQLDATE: '20221319' is no day written as %Y%m%d"),
        ({"Actor1CountryCode": "Kazakhstan"}, "Actor1CountryCode: 'Kazakhstan' is not three capital letters"),
        ({"EventCode": ""}, "EventCode: is empty"),
        ({"MonthYear": "202207"}, "MonthYear is not the month of SQLDATE"),
        ({"EventRootCode": "05"}, "EventRootCode is not the root of EventCode"),
    ],
)
def test_a_bad_value_is_told_with_line_and_column_and_the_others_are_kept(write, changed, reason):
    found = whole("gdelt", write("a.csv", gdelt() + gdelt(GLOBALEVENTID="7", **changed) + gdelt(GLOBALEVENTID="8")))
    assert [problem.source.rsplit(", ", 1)[1] for problem in found.problems] == ["line 2"]
    assert reason in found.problems[0].reason
    assert found.rows["own_id"].to_pylist() == ["1000000001", "8"]
    assert found.read == 3


def test_lines_of_another_length_and_empty_lines_keep_the_numbers_of_the_others_right(write):
    text = gdelt() + "a\tb\n" + "\n" + gdelt(GLOBALEVENTID="2", QuadClass="9") + gdelt(GLOBALEVENTID="3")
    found = whole("gdelt", write("a.csv", text))
    assert [(p.source.rsplit(" ", 1)[1], p.reason) for p in found.problems] == [
        ("2", "2 columns instead of 61"),
        ("3", "column 1, GLOBALEVENTID: is empty"),
        ("4", "column 30, QuadClass: 9 lies outside 1 … 4"),
    ]
    assert found.rows.num_rows == 2


def test_broken_bytes_are_a_bad_row(write):
    bad = gdelt(GLOBALEVENTID="2").encode().replace(b"RUSSIA", b"RUSSI\xff")
    found = whole("gdelt", write("a.csv", gdelt().encode() + bad))
    assert "no valid UTF-8 (byte 0xff)" in found.problems[0].reason
    assert found.rows.num_rows == 1


def test_windows_line_ends_and_a_mark_at_the_start_and_no_last_line_end(write):
    text = "\ufeff" + gdelt().replace("\n", "\r\n") + gdelt(GLOBALEVENTID="2").rstrip("\n")
    found = whole("gdelt", write("a.csv", text))
    assert (found.rows.num_rows, found.problems) == (2, ())
    assert found.rows["url"].to_pylist() == ["https://example.org/a"] * 2


def test_zipped_and_gzipped(write):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("20220819.export.CSV", gdelt())
    assert whole("gdelt", write("a.zip", packed.getvalue())).rows.num_rows == 1
    assert whole("gdelt", write("a.csv.gz", gzip.compress(gdelt().encode()))).rows.num_rows == 1


@pytest.mark.parametrize("packer", ["zip", "gz"])
def test_an_archive_that_is_cut_off(write, packer):
    content = "".join(gdelt(GLOBALEVENTID=str(number * 7919)) for number in range(500)).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.CSV", content)
    cut = packed.getvalue() if packer == "zip" else gzip.compress(content)
    with pytest.raises(InputError, match="cut off or damaged"):
        whole("gdelt", write(f"a.{packer}", cut[: len(cut) // 2]))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (gdelt().encode("utf-16"), "the file is in UTF-16; save it as UTF-8"),
        (b"\x00\x01\x02" * 100, "a binary file"),
        (b"PK\x05\x06" + bytes(18), "the archive holds no file"),
        ("Colombia\tInvestigate\tPeru\t2008-07-25\n" * 3, "try ‘abstand import icews"),
        ('{"id": "1", "date": "2020-01-01", "actor": [], "event": ["AID"]}\n', "try ‘abstand import plover"),
        ("rcid,session,vote,ccode,Countryname,date\n1,1,1,2,Peru,1946-01-01\n", "try ‘abstand import unga"),
        ("\t".join("abcdefghijklmnop") + "\n", "looks like GDELT 2.0 mentions, which is not read"),
        ("just a line\n", "its lines have 1 tab-separated columns, not 61/58/57"),
    ],
)
def test_a_file_of_another_format_names_the_nearest_known_one(write, content, reason):
    with pytest.raises(InputError, match=reason):
        whole("gdelt", write("a.csv", content))


def test_columns_in_another_order_are_another_format(write):
    names = list(layouts("gdelt")[0].names)
    fields = dict(zip(names, gdelt().rstrip("\n").split("\t"), strict=True))
    line = "\t".join(fields[name] for name in reversed(names)) + "\n"
    with pytest.raises(InputError, match="its columns hold something else"):
        whole("gdelt", write("a.csv", line * 5))


def test_rows_that_are_no_event_between_two_states_are_counted(write):
    lines = [
        gdelt(Actor2CountryCode="", Actor2Code=""),
        gdelt(Actor2CountryCode="KAZ"),
        gdelt(Actor2CountryCode="EUR"),
        gdelt(Actor2Type1Code="REB"),
        gdelt(Actor2CountryCode="", Actor2KnownGroupCode="NAT"),
        gdelt(Actor2CountryCode="ROM"),
    ]
    found = whole("gdelt", write("a.csv", "".join(lines)))
    assert found.left_out == {
        LeftOut.ONE_PARTY: 1, LeftOut.WITHIN: 1, LeftOut.UNKNOWN: 1, LeftOut.ARMED: 1,
    }  # fmt: skip
    assert found.unknown == {"EUR": 1}
    assert found.rows["recipient"].to_pylist() == ["NATO", "ROU"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text("ab\té\n", max_size=30), min_size=1), st.integers(1, 40))
def test_blocks_hold_whole_lines_with_their_numbers(tmp_path_factory, lines, size):
    content = "\n".join(lines) or "\n"
    file = tmp_path_factory.mktemp("blocks") / "a"
    file.write_bytes(content.encode())
    if not content:
        return
    found = list(blocks(file, size))
    wanted = content if content.endswith("\n") else content + "\n"
    assert b"".join(block.content for block in found) == wanted.encode()
    for before, after in pairwise(found):
        assert after.first == before.first + before.content.count(b"\n")
