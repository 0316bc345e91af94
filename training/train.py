"""Trains the reader on the corpus.

    python training/train.py [--config reader.toml] [--out FOLDER] [--start CHECKPOINT]

Needs training/requirements.txt. Writes two checkpoints after every epoch, ``last.pt`` and the running mean of the
weights ``mean.pt``, and prints the figures of the mean on the dev part.
"""

from __future__ import annotations

import argparse
import math
import random
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from dataset import Example, examples, texts_of
from encoder import Encoder
from evaluate import TorchEngine, report
from learn import losses, rarity
from network import Network
from pack import Pack, shipped_pack
from records import is_train, read_all
from sampling import batches, epoch_of, expected
from swap import Varied
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from vocabulary import common_words, kept_pieces, tokenizer_of

from abstand.coding.reader.encoding import Batch
from abstand.entities import default
from abstand.entities.sources import DATA

HERE = Path(__file__).parent
ENCODER_INPUTS = ("ids", "mask", "cues", "markers")


def choose_pieces(pack: Pack) -> list[int]:
    """The numbers of the tokeniser's pieces that the reader keeps."""
    train = [record for record in read_all() if is_train(record["id"])]
    return kept_pieces(pack.pieces, pack.scores, [*common_words(), *texts_of(DATA, train)])


def build(config: dict[str, Any], pack: Pack, kept: list[int]) -> tuple[Network, Tokenizer]:
    """The untrained network and its tokeniser."""
    torch.manual_seed(config["seed"])
    network = Network(Encoder(pack, kept, config["encoder"]["hinted"]), pack.hidden, **config["network"])
    return network, tokenizer_of([(pack.pieces[n], pack.scores[n]) for n in kept])


def learn(network: Network, mean: AveragedModel, data: Sequence[Example], config: dict[str, Any]) -> Iterator[str]:
    """Train; gives a line of mean losses after every epoch. ``mean`` follows the weights."""
    settings, weights = config["train"], config["weights"]
    groups = _groups(network, settings)
    optimiser = torch.optim.AdamW(groups, weight_decay=settings["weight_decay"], fused=True)
    steps = settings["epochs"] * math.ceil(expected(data) / settings["batch"])
    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _pace(step, steps, settings["warm_up"]))
    rare, vary = rarity(data), Varied(data, config["seed"])
    for epoch in range(settings["epochs"]):
        network.train()
        started, sums, tokens = time.perf_counter(), Counter[str](), 0
        parts = batches(epoch_of(data), settings["batch"])
        for part in parts:
            batch = Batch.of([vary(one) for one in part])
            found = losses(network, _hidden(network, batch, settings["bf16"]), batch, part, settings["positive"], rare)
            optimiser.zero_grad()
            sum(weights[name] * loss for name, loss in found.items()).backward()
            nn.utils.clip_grad_norm_([p for group in groups for p in group["params"]], 1.0)
            optimiser.step()
            plan.step()
            mean.update_parameters(network)
            sums.update({name: float(loss.detach()) for name, loss in found.items()})
            tokens += int(batch.mask.sum())
        spent = time.perf_counter() - started
        means = " ".join(f"{name} {value / len(parts):.3f}" for name, value in sums.items())
        yield f"epoch {epoch}: {means}; {spent:.0f} s, {tokens / spent:.0f} tokens/s"


def _hidden(network: Network, batch: Batch, in_bf16: bool) -> Tensor:
    """The encoder's states; the heads go on in fp32."""
    with torch.autocast("cpu", torch.bfloat16, enabled=in_bf16):
        hidden: Tensor = network.encoder(*(torch.from_numpy(getattr(batch, name)) for name in ENCODER_INPUTS))
    return hidden.float()


def _groups(network: Network, settings: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters that learn, each with its rate: the lower a layer, the slower; the heads apart."""
    encoder, rate, slower = network.encoder, settings["rate"], settings["slower"]
    depth = len(encoder.layers)
    groups = [
        {"params": list(layer.parameters()), "lr": rate * slower ** (depth - 1 - number)}
        for number, layer in enumerate(encoder.layers)
    ]
    hints = [*encoder.cue.parameters(), *encoder.marker.parameters()]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    return [
        {"params": list(encoder.norm.parameters()), "lr": rate * slower**depth},
        *groups,
        {"params": hints, "lr": rate},
        {"params": heads, "lr": settings["head_rate"]},
    ]


def _pace(step: int, steps: int, warm_up: float) -> float:
    """The share of the highest rate: up in a line, down in a line."""
    return min((step + 1) / (warm_up * steps), max(0.0, (steps - step) / steps))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=HERE / "reader.toml")
    parser.add_argument("--out", type=Path, default=HERE.parent / "build" / "reader")
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
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
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(config["train"]["memory"]))
    for line in learn(network, mean, train, config):
        print(line, flush=True)
        for name, weights in (("last", network), ("mean", mean.module)):
            torch.save({"network": trained(weights), "kept": kept}, args.out / f"{name}.pt")
        print(report(TorchEngine(mean.module), dev), flush=True)


def trained(network: Network) -> dict[str, Tensor]:
    """The state without the embeddings, which never change."""
    return {
        name: value for name, value in network.state_dict().items() if name not in ("encoder.word", "encoder.scale")
    }


if __name__ == "__main__":
    main()
