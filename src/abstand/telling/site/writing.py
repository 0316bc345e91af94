"""Files of a site: written only where they changed, taken away where nothing asks for them any more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from abstand.errors import InputError

LIST = ".abstand-site"  # the files that publishing wrote; others in the folder are not ours to touch


@dataclass(slots=True)
class Folder:
    """A folder that takes one publishing; counts what it did."""

    path: Path
    written: int = 0
    kept: int = 0
    removed: int = 0
    _files: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"{self.path}: cannot be a folder to publish to: {error.strerror}") from error
        if any(self.path.iterdir()) and not (self.path / LIST).exists():
            raise InputError(f"{self.path}: the folder holds other things; name an empty or new one to publish to")
        (self.path / LIST).touch()

    def put(self, name: str, content: bytes) -> None:
        """Write a file whole, unless it stands there so already."""
        self.note([(name, put(self.path, name, content))])

    def note(self, files: Iterable[tuple[str, bool]]) -> None:
        """Count files, by name, that ``put`` has written or left as they were."""
        for name, written in files:
            self._files.add(name)
            self.written += written
            self.kept += not written

    def pages(self) -> list[str]:
        """The folders of the pages so far, sorted."""
        return sorted(name.removesuffix("index.html") for name in self._files if name.endswith("/index.html"))

    def close(self) -> None:
        """Take away what an earlier publishing wrote and this one did not."""
        held = self.path / LIST
        before = set(held.read_text(encoding="utf-8").splitlines()) if held.exists() else set()
        for name in before - self._files:
            (self.path / name).unlink(missing_ok=True)
            self.removed += 1
            self._tidy((self.path / name).parent)
        held.write_text("".join(f"{name}\n" for name in sorted(self._files)), encoding="utf-8")

    def _tidy(self, folder: Path) -> None:
        """Take away folders that are empty now."""
        while folder != self.path and folder.exists() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def put(folder: Path, name: str, content: bytes) -> bool:
    """Write a file whole, unless it stands there so already; whether it had to be written."""
    file = folder / name
    try:
        if file.read_bytes() == content:
            return False
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    new.write_bytes(content)
    new.replace(file)
    return True
