"""The shipped reader: one archive of two ONNX graphs with int8 weights and the tokeniser."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer

from abstand.coding.reader.decode import ActOutputs, Floats, Ints
from abstand.coding.reader.encoding import Batch
from abstand.errors import DataError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MODEL = Path(__file__).parent / "reader.zip"
THREADS = 1  # a process reads on one core; more cores are used by more processes (``--jobs``)
PARTS = ("tokenizer.json", "pairs.onnx", "acts.onnx")
PAIR_INPUTS = ("ids", "mask", "cues", "markers", "inside", "entities", "entity_rows", "first", "second")


class Model:
    """The reader's networks and tokeniser. An Engine: ``acts`` speaks of the batch last given to ``pairs``."""

    def __init__(self, path: Path) -> None:
        try:
            with zipfile.ZipFile(path) as archive:
                files = {name: archive.read(name) for name in archive.namelist()}
            _check(files, json.loads(files["settings.json"])["sha256"])
        except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile, zlib.error) as error:
            raise DataError(path.name, "reader", f"is no model: {error}; `make reader` builds one") from error
        self.tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode())
        self._pairs, self._acts = _session(files.pop("pairs.onnx")), _session(files.pop("acts.onnx"))
        self._hidden = self._vector = np.zeros(0, dtype=np.float32)

    def pairs(self, batch: Batch) -> Floats:
        self._hidden, self._vector, logits = self._pairs.run(None, {name: getattr(batch, name) for name in PAIR_INPUTS})
        return np.asarray(logits)

    def acts(self, batch: Batch, pair: Ints, label: Ints) -> ActOutputs:
        given = {
            "hidden": self._hidden,
            "inside": batch.inside,
            "entities": batch.entities,
            "entity_rows": batch.entity_rows,
            "names": batch.names,
            "name_rows": batch.name_rows,
            "times": batch.times,
            "time_rows": batch.time_rows,
            "vector": self._vector[pair],
            "rows": batch.pair_rows[pair],
            "label": label,
        }
        return ActOutputs(*self._acts.run(None, given))


def _check(files: Mapping[str, bytes], digests: Mapping[str, str]) -> None:
    """Refuses parts that are not as they were written: what passes here can be loaded."""
    for name in PARTS:
        if hashlib.sha256(files[name]).hexdigest() != digests[name]:
            raise ValueError(f"{name} is not as it was written")


def _session(graph: bytes) -> InferenceSession:
    import onnxruntime as ort  # who reads by cues alone has no use for it

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = THREADS
    options.add_session_config_entry("session.disable_quant_qdq", "1")  # unpack the weights once, not at every run
    with NamedTemporaryFile(suffix=".onnx") as file:  # a graph given as bytes stays in memory a second time
        file.write(graph)
        file.flush()
        return ort.InferenceSession(file.name, options, providers=["CPUExecutionProvider"])


def is_shipped() -> bool:
    """Whether this installation holds the model."""
    return MODEL.exists()


@cache
def shipped_model() -> Model:
    """The model of this installation, loaded once a process. Raises DataError if it is absent or broken."""
    return Model(MODEL)


def model_id() -> str:
    """A content id of the model's file."""
    return hashlib.sha256(MODEL.read_bytes()).hexdigest()[:16]
