"""Where a store lies: a local folder, or a prefix of a bucket (``s3://bucket/path``).

Object storage is reached with the variables that its own tools use: ``AWS_ACCESS_KEY_ID``, ``AWS_SECRET_ACCESS_KEY``,
``AWS_REGION``, ``AWS_ENDPOINT_URL``. A plain ``http://`` endpoint is used as it is named.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pyarrow import fs

from abstand.errors import StoreError

REMOTE = "s3://"


def options() -> dict[str, str]:
    """What deltalake must be told beside the AWS_* variables, which it reads itself."""
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
    return {"AWS_ALLOW_HTTP": "true"} if endpoint.startswith("http://") else {}


@dataclass(frozen=True, slots=True)
class Place:
    """``root`` is an absolute local path or an address that begins with ``s3://``; names are relative to it."""

    root: str

    @classmethod
    def of(cls, path: str | Path) -> Place:
        text = str(path)
        if text.startswith(REMOTE):
            return cls(text.rstrip("/"))
        if "://" in text:
            raise StoreError(f"{text}: a store lies in a folder or at {REMOTE}bucket/path")
        return cls(str(Path(text).absolute()))

    @property
    def is_remote(self) -> bool:
        return self.root.startswith(REMOTE)

    @property
    def folder(self) -> Path:
        """The local folder. Only where the place is local."""
        return Path(self.root)

    def url(self, name: str) -> str:
        return f"{self.root}/{name}"

    def filesystem(self, name: str = "") -> fs.FileSystem:
        """The files below ``name``."""
        at = self.url(name) if name else self.root
        if not self.is_remote:
            return fs.SubTreeFileSystem(at, fs.LocalFileSystem())
        return fs.SubTreeFileSystem(at.removeprefix(REMOTE), _bucket_storage())

    def names(self) -> list[str]:
        """What lies directly below the root, sorted; empty if there is nothing. Raises StoreError for a file."""
        if not self.is_remote:
            if self.folder.is_file():
                raise StoreError(f"{self.root}: is a file; a store is a folder")
            return sorted(item.name for item in self.folder.iterdir()) if self.folder.exists() else []
        found = self.filesystem().get_file_info(fs.FileSelector("", allow_not_found=True, recursive=True))
        return sorted({item.path.split("/")[0] for item in found})

    def read_text(self, name: str) -> str | None:
        """The text of a small file; None if it is not there."""
        files = self.filesystem()
        if not self.is_remote and not (self.folder / name).exists():
            return None
        if files.get_file_info(name).type == fs.FileType.NotFound:
            return None
        with files.open_input_stream(name) as stream:
            return str(stream.read().decode())

    def holds(self, name: str) -> bool:
        """Whether there is a file or folder of this name."""
        if not self.is_remote:
            return (self.folder / name).exists()
        return bool(self.filesystem().get_file_info(name).type != fs.FileType.NotFound)

    def changed(self, name: str) -> int | None:
        """When a file was written, in nanoseconds; None if it is not there."""
        found: int | None = self.filesystem().get_file_info(name).mtime_ns
        return found

    def write_text(self, name: str, text: str) -> None:
        """Puts a small file in place, whole or not at all."""
        if self.is_remote:
            with self.filesystem().open_output_stream(name) as stream:
                stream.write(text.encode())
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        written = self.folder / f"{name}.new"
        written.write_text(text)
        written.replace(self.folder / name)


def _bucket_storage() -> fs.S3FileSystem:
    scheme, _, host = os.environ.get("AWS_ENDPOINT_URL", "").rpartition("://")
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    return fs.S3FileSystem(endpoint_override=host or None, scheme=scheme or "https", region=region)
