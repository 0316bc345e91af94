"""Writes the trained reader as one file: two ONNX graphs with int8 weights, the tokeniser, their hashes.

    python training/export.py CHECKPOINT [--out FILE]

``pairs.onnx`` reads tokens and scores ordered pairs; ``acts.onnx`` looks closer at the acts chosen from them.
Then ``training/weigh.py`` fits anew what is weighed beside the model's own word.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import tomllib
import zipfile
from pathlib import Path

import numpy as np
import onnx
import torch
from network import Network
from onnx import helper, numpy_helper
from pack import Pack, shipped_pack
from tokenizers import Tokenizer
from torch import Tensor, nn
from train import HERE, build

from abstand.coding.reader.model import MODEL, PAIR_INPUTS

OPSET = 18
SMALLEST = 4096  # values of a matrix that is worth packing
MOMENT = (2026, 1, 1, 0, 0, 0)  # of every file in the archive, so that equal weights give equal bytes


class Pairs(nn.Module):
    """Tokens to hidden states and the vectors and logits of pairs."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, mask: Tensor, cues: Tensor, markers: Tensor, inside: Tensor, entities: Tensor, rows: Tensor,
        first: Tensor, second: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:  # fmt: skip
        hidden = self.network.encoder(ids, mask, cues, markers)
        return hidden, *self.network.pairs(hidden, inside, entities, rows, first, second)


class ActHeads(nn.Module):
    """Hidden states and the vectors of chosen pairs to the outputs of the other heads."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, hidden: Tensor, inside: Tensor, entities: Tensor, entity_rows: Tensor, names: Tensor, name_rows: Tensor,
        times: Tensor, time_rows: Tensor, vector: Tensor, rows: Tensor, label: Tensor,
    ) -> tuple[Tensor, ...]:  # fmt: skip
        pool = self.network.pool
        said = torch.cat([pool(hidden, inside, entities, entity_rows), pool(hidden, inside, names, name_rows)])
        dated = pool(hidden, inside, times, time_rows)
        return tuple(self.network.acts(hidden, inside, vector, rows, label, said, dated))


# the sizes that vary, by input: names of dimensions
AXES = {
    "ids": ("B", "n"), "mask": ("B", "n"), "cues": ("B", "n"), "markers": ("B", "n"),
    "inside": ("B", "n"), "entities": ("E", "n"), "entity_rows": ("E",),
    "first": ("P",), "second": ("P",), "hidden": ("B", "n"), "names": ("N", "n"), "name_rows": ("N",),
    "times": ("T", "n"), "time_rows": ("T",), "vector": ("K",), "rows": ("K",), "label": ("K",),
}  # fmt: skip
ACT_INPUTS = (
    "hidden", "inside", "entities", "entity_rows", "names", "name_rows", "times", "time_rows", "vector", "rows",
    "label",
)  # fmt: skip


def sample(network: Network) -> dict[str, Tensor]:
    """Inputs of the right kinds, from which the graphs are traced."""
    sizes = {"B": 2, "n": 7, "E": 5, "P": 6, "N": 3, "T": 4, "K": 3}
    values = {name: torch.ones([sizes[axis] for axis in axes], dtype=torch.long) for name, axes in AXES.items()}
    values["hidden"] = torch.rand(sizes["B"], sizes["n"], network.encoder.position.shape[1])
    values["vector"] = torch.rand(sizes["K"], network.types.in_features)
    return values


def write_graph(module: nn.Module, inputs: tuple[str, ...], outputs: list[str], network: Network, path: Path) -> None:
    """Trace a module and store its weights as int8."""
    values = sample(network)
    shapes = tuple({n: torch.export.Dim(axis) for n, axis in enumerate(AXES[name])} for name in inputs)
    plain = path.with_suffix(".plain.onnx")
    torch.onnx.export(
        module.eval(), tuple(values[name] for name in inputs), str(plain), dynamo=True, opset_version=OPSET,
        input_names=list(inputs), output_names=outputs, dynamic_shapes=shapes, external_data=False,
    )  # fmt: skip
    onnx.save(with_int8_weights(onnx.load(plain)), path)


def with_int8_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph with every large matrix as int8, one scale a column; the runtime unpacks them when it loads.

    Activations stay as they are: int8 ones take their range from the whole batch, so that a passage's answer would
    depend on its neighbours (logits moved by up to 3.8).
    """
    kept, unpacked = [], []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < SMALLEST:
            kept.append(tensor)
            continue
        scale = np.maximum(np.abs(values).max(0), np.finfo(np.float32).tiny).astype(np.float32) / 127
        parts = {"int8": np.round(values / scale).astype(np.int8), "scale": scale}
        kept += [numpy_helper.from_array(array, f"{tensor.name}.{part}") for part, array in parts.items()]
        names = [f"{tensor.name}.{part}" for part in parts]
        unpacked.append(helper.make_node("DequantizeLinear", names, [tensor.name], axis=1))
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    nodes = [*unpacked, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def write_reader(network: Network, tokenizer: Tokenizer, out: Path) -> None:
    """Everything in one archive."""
    with tempfile.TemporaryDirectory() as folder:
        pairs, acts = Path(folder) / "pairs.onnx", Path(folder) / "acts.onnx"
        write_graph(Pairs(network), PAIR_INPUTS, ["hidden", "vector", "logits"], network, pairs)
        names = ["status", "domain", "mode", "trigger", "speakers", "times"]
        write_graph(ActHeads(network), ACT_INPUTS, [f"{name}_logits" for name in names], network, acts)
        files = {
            "pairs.onnx": pairs.read_bytes(),
            "acts.onnx": acts.read_bytes(),
            "tokenizer.json": tokenizer.to_str().encode(),
        }
    settings = {"sha256": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}}
    files["settings.json"] = json.dumps(settings, indent=1, sort_keys=True).encode()
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), data, zipfile.ZIP_DEFLATED)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--config", type=Path, default=HERE / "reader.toml")
    parser.add_argument("--out", type=Path, default=MODEL)
    args = parser.parse_args()
    saved = torch.load(args.checkpoint)
    config = tomllib.loads(args.config.read_text(encoding="utf-8"))
    network, tokenizer = build(config, Pack(shipped_pack()), saved["kept"])
    network.load_state_dict(saved["network"], strict=False)
    write_reader(network, tokenizer, args.out)
    print(f"{args.out}: {args.out.stat().st_size} bytes, SHA-256 {hashlib.sha256(args.out.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
