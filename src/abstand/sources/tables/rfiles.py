"""R data files (.rda, .RData), read by ``rdata``: their data frames as columns of plain values."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from abstand.errors import InputError

Frame = dict[str, list[Any]]
R_MAGIC = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"RDX2", b"RDX3", b"RDA")  # gzip, bzip2, xz, or not packed


def is_r_file(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            start = stream.read(6)
    except OSError:
        return False
    return file.suffix.lower() in (".rda", ".rdata") and start.startswith(R_MAGIC)


def r_objects(file: Path) -> dict[str, Frame]:
    """The data frames of a file by name: columns as lists, missing values as None. Raises InputError."""
    import rdata  # only here: it loads pandas and xarray, which no other import needs

    if not file.is_file():
        raise InputError(f"{file}: there is no such file")
    if not is_r_file(file):
        raise InputError(f"{file}: is no R data file (.rda, .RData)")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of R classes without a Python counterpart, which we do not need
            objects = rdata.read_rda(file)
    except (EOFError, OSError, ValueError, KeyError, NotImplementedError, LookupError, AssertionError) as error:
        raise InputError(f"{file}: the R data file is cut off or damaged ({error})") from error
    return {str(name): _frame(value) for name, value in objects.items() if hasattr(value, "columns")}


def _frame(frame: Any) -> Frame:
    return {str(name): _plain(frame[name]) for name in frame.columns}


def _plain(column: Any) -> list[Any]:
    values = column.astype(object)
    values = values.where(column.notna(), None)
    plain: list[Any] = values.tolist()
    return plain
