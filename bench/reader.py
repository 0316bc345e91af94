"""How fast the reader reads: tokens and passages a second on one core, the time to load, the memory it takes.

    python bench/reader.py [--passages N]

The passages are those of the corpus, as often as needed, in batches of like length.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

from dataset import examples
from records import is_train, read_all

from abstand.coding import reader
from abstand.coding.reader.decode import read_acts
from abstand.coding.reader.encoding import Batch
from abstand.coding.reader.reading import BATCH
from abstand.coding.reader.weighing import shipped_weights
from abstand.entities import default


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=2000)
    wanted = parser.parse_args().passages
    started = time.perf_counter()
    model = reader.shipped_model()
    print(f"loaded in {time.perf_counter() - started:.2f} s")
    dev = [record for record in read_all() if not is_train(record["id"])]
    own = [example.encoded for example in examples(dev, default(), model.tokenizer)]
    items = sorted(islice(cycle(own), wanted), key=lambda item: len(item.ids))
    started = time.perf_counter()
    for start in range(0, len(items), BATCH):
        read_acts(Batch.of(items[start : start + BATCH]), model, shipped_weights())
    spent = time.perf_counter() - started
    tokens = sum(len(item.ids) for item in items)
    print(
        f"{tokens / spent:.0f} tokens/s, {len(items) / spent:.0f} passages of {tokens / len(items):.0f} tokens/s a core"
    )
    started = time.perf_counter()
    texts = [item.passage.text for item in items]
    model.tokenizer.encode_batch(texts)
    print(f"tokeniser: {tokens / (time.perf_counter() - started):.0f} tokens/s")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


if __name__ == "__main__":
    main()
