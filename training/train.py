"""Trains the reader on the corpus.

    python training/train.py [--config reader.toml] [--out FOLDER] [--start CHECKPOINT [--since N]]

Needs training/requirements.txt. Writes a checkpoint after every epoch and the figures on the dev part to a log.
"""

from __future__ import annotations

import argparse
import math
import random
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from dataset import examples, texts_of
from encoder import Encoder
from evaluate import TorchEngine, report
from learn import losses, rarity
from lower import Lower
from network import Network
from pack import Pack, shipped_pack
from records import is_train, read_all
from sampling import Sample, batches
from tokenizers import Tokenizer
from torch import Tensor, nn
from vocabulary import common_words, kept_pieces, tokenizer_of

from abstand.coding.reader.encoding import Batch
from abstand.entities import default
from abstand.entities.sources import DATA

HERE = Path(__file__).parent


def choose_pieces(pack: Pack) -> list[int]:
    """The numbers of the tokeniser's pieces that the reader keeps."""
    train = [record for record in read_all() if is_train(record["id"])]
    return kept_pieces(pack.pieces, pack.scores, [*common_words(), *texts_of(DATA, train)])


def build(config: dict[str, Any], pack: Pack, kept: list[int]) -> tuple[Network, Tokenizer]:
    """The untrained network and its tokeniser."""
    torch.manual_seed(config["seed"])
    network = Network(Encoder(pack, kept, config["encoder"]["hinted"]), pack.hidden, **config["network"])
    return network, tokenizer_of([(pack.pieces[n], pack.scores[n]) for n in kept])


def learn(network: Network, sample: Sample, config: dict[str, Any]) -> Iterator[str]:
    """Train; gives a line of mean losses after every epoch."""
    settings, weights = config["train"], config["weights"]
    network.encoder.eval()
    lower = Lower(network, sample.data, settings["versions"])
    groups = _groups(network, settings)
    optimiser = torch.optim.AdamW(groups, weight_decay=settings["weight_decay"], fused=True)
    steps = settings["epochs"] * math.ceil(sample.expected / settings["batch"])
    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _pace(step, steps, settings["warm_up"]))
    rare = rarity(sample.data)
    for epoch in range(settings["epochs"]):
        network.train()
        started, sums, tokens = time.perf_counter(), Counter[str](), 0
        parts = batches(sample.epoch(), settings["batch"])
        for part in parts:
            batch = Batch.of([example.encoded for example in part])
            hidden = network.encoder.upper(
                lower.of(part, batch.ids.shape[1]),
                *(torch.from_numpy(v) for v in (batch.mask, batch.cues, batch.markers)),
            )
            found = losses(network, hidden, batch, part, settings["positive"], rare)
            optimiser.zero_grad()
            sum(weights[name] * loss for name, loss in found.items()).backward()
            nn.utils.clip_grad_norm_([p for group in groups for p in group["params"]], 1.0)
            optimiser.step()
            plan.step()
            sums.update({name: float(loss.detach()) for name, loss in found.items()})
            tokens += int(batch.mask.sum())
        spent = time.perf_counter() - started
        means = " ".join(f"{name} {value / len(parts):.3f}" for name, value in sums.items())
        yield f"epoch {epoch}: {means}; {spent:.0f} s, {tokens / spent:.0f} tokens/s"


def _groups(network: Network, settings: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters that learn, those of the encoder and those of the heads apart."""
    for part in (network.encoder.norm, *network.encoder.layers[: network.encoder.hinted]):
        part.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    return [{"params": encoder, "lr": settings["rate"]}, {"params": heads, "lr": settings["head_rate"]}]


def _pace(step: int, steps: int, warm_up: float) -> float:
    """The share of the highest rate: up in a line, down in a line."""
    return min((step + 1) / (warm_up * steps), max(0.0, (steps - step) / steps))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=HERE / "reader.toml")
    parser.add_argument("--out", type=Path, default=HERE.parent / "build" / "reader")
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--since", type=int, default=0, help="the first corpus file that the checkpoint does not know")
    args = parser.parse_args()
    config = tomllib.loads(args.config.read_text(encoding="utf-8"))
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(config["threads"])
    random.seed(config["seed"])
    pack = Pack(shipped_pack())
    kept = choose_pieces(pack)
    network, tokenizer = build(config, pack, kept)
    if args.start:
        network.load_state_dict(torch.load(args.start)["network"], strict=False)
    data = list(examples(read_all(), default(), tokenizer))
    train, dev = ([e for e in data if is_train(e.record["id"]) is side] for side in (True, False))
    print(f"{len(kept)} pieces; {len(train)} passages to train on, {len(dev)} dev", flush=True)
    for number, line in enumerate(learn(network, Sample(train, args.since), config)):
        print(line, flush=True)
        torch.save({"network": trained(network), "kept": kept}, args.out / "last.pt")
        if number % 2 or number == config["train"]["epochs"] - 1:
            print(report(TorchEngine(network), dev), flush=True)


def trained(network: Network) -> dict[str, Tensor]:
    """The state without the embeddings, which never change."""
    return {
        name: value for name, value in network.state_dict().items() if name not in ("encoder.word", "encoder.scale")
    }


if __name__ == "__main__":
    main()
