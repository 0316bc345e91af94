"""Measures how fast pages of a web archive go that the gate drops, on one core, and that memory does not grow.

    python bench/archives.py [--pages 2000]

The pages are made here: news of no state's concern in five languages, in the frame of a news site (style sheets and
scripts of 60 KB, a menu, forty teasers), packed record by record as Common Crawl does. Reading the archive, decoding,
parsing, telling the language and looking for names are in the figure (processor time of this process).
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import tempfile
import time
from collections import Counter
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType

from abstand.pipeline import code
from abstand.sources import Reason
from abstand.store import MemoryStore

FLOOR = 200.0  # pages a second and core
MOST_GROWN_MB = 30  # between the fiftieth page and the last; what a run holds at once is noise of this size
SEED = 43
FEW = 50  # pages of the small archive: what it takes to read them is mostly the start of a run, and taken off
SENTENCES = {
    "de": (
        "Der Stadtrat hat am Dienstagabend über den Umbau des Marktplatzes beraten und sich vertagt.",
        "Die Bäckerei an der Ecke schließt nach sechzig Jahren, weil sich niemand findet, der sie übernimmt.",
        "Im Schwimmbad wird das Wasser künftig mit Erdwärme geheizt, was die Gemeinde viel Geld spart.",
        "Nach dem Spiel lobte der Trainer die Abwehr, die in der zweiten Hälfte kaum etwas zuließ.",
    ),
    "fr": (
        "Le conseil municipal a débattu mardi soir de la rénovation de la place du marché, puis s’est séparé.",
        "La boulangerie du coin ferme après soixante ans, faute de repreneur pour la faire vivre.",
        "L’eau de la piscine sera désormais chauffée par géothermie, ce qui fera économiser la commune.",
        "Après le match, l’entraîneur a salué la défense, presque infranchissable en seconde période.",
    ),
    "en": (
        "The town council debated the renovation of the market square on Tuesday night and adjourned.",
        "The bakery on the corner closes after sixty years because nobody can be found to take it over.",
        "The water of the swimming pool will be heated from the ground, which saves the town money.",
        "After the match the coach praised the defence, which gave away hardly anything in the second half.",
    ),
    "ru": (
        "Городской совет во вторник вечером обсудил перестройку рыночной площади и отложил решение.",
        "Пекарня на углу закрывается после шестидесяти лет работы, потому что не нашлось преемника.",
        "Воду в бассейне теперь будут греть теплом земли, и это сбережёт городу немалые деньги.",
        "После матча тренер похвалил защиту, которая во втором тайме почти ничего не позволила.",
    ),
    "kk": (
        "Қалалық кеңес сейсенбі күні кешке базар алаңын қайта салу мәселесін талқылап, шешімді кейінге қалдырды.",
        "Бұрыштағы наубайхана алпыс жылдан кейін жабылады, өйткені оны қабылдап алатын адам табылмады.",
        "Бассейннің суы енді жердің жылуымен жылытылады, бұл қаланың қаржысын үнемдейді.",
        "Ойыннан кейін бапкер екінші таймда қорғанысты берік ұстаған командасын мақтады.",
    ),
}


def page(number: int, chance: random.Random) -> bytes:
    """A page of some 85 KB that tells of nobody abroad."""
    language = sorted(SENTENCES)[number % len(SENTENCES)]
    sentences = SENTENCES[language]
    style = "".join(f".c{n}{{margin:{n % 9}px;color:#{n:06x}}}\n" for n in range(900))
    script = "".join(f"window.d{n}={{id:{n},on:function(e){{return e.x<{n}}}}};\n" for n in range(700))
    menu = "".join(f'<li class="nav-item"><a href="/r/{n}">{sentences[n % 4].split()[1]}</a></li>' for n in range(60))
    teasers = "".join(
        f'<div class="t c{n}"><h3><a href="/a/{n}">{chance.choice(sentences)}</a></h3>'
        f"<p>{chance.choice(sentences)}</p></div>"
        for n in range(40)
    )
    text = "".join(f"<p>{' '.join(chance.sample(sentences, 4))} № {n}.</p>" for n in range(9))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{sentences[0]}</title>'
        f"<style>{style}</style><script>{script}</script></head><body><header><ul>{menu}</ul></header>"
        f"<main><article><h1>{sentences[0]}</h1>{text}</article></main><div>{teasers}</div></body></html>"
    ).encode()


def record(address: str, content: bytes) -> bytes:
    """A response of a WARC file, packed by itself."""
    response = WarcRecord()
    response.init_headers(WarcRecordType.response)
    response.headers["WARC-Target-URI"] = address
    response.headers["WARC-Date"] = "2023-05-06T10:00:00Z"
    response.headers["Content-Type"] = "application/http; msgtype=response"
    response.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + content)
    with tempfile.SpooledTemporaryFile() as stream:
        response.write(stream, checksum_data=True)
        stream.seek(0)
        return gzip.compress(stream.read(), 6)


def archive(file: Path, pages: int) -> float:
    """Writes an archive; the mean size of its pages in KB."""
    chance, size = random.Random(SEED), 0
    with file.open("wb") as stream:
        for number in range(pages):
            content = page(number, chance)
            size += len(content)
            stream.write(record(f"https://news.example/{number}", content))
    return size / pages / 1000


def cost_s(file: Path) -> float:
    """Seconds of processor time that a run takes."""
    started = time.process_time()
    code(str(file), store=MemoryStore())
    return time.process_time() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.warc.gz", Path(folder) / "large.warc.gz"
        archive(small, FEW)
        kilobytes = archive(large, args.pages)
        code(str(small), store=MemoryStore())  # the gazetteer and the language model are loaded
        start_s = cost_s(small)
        before_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        started = time.process_time()
        counters = code(str(large), store=MemoryStore())
        took_s = time.process_time() - started
        grown_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before_mb
    dropped = Counter(counters.left_out)[Reason.GATE]
    took_s -= start_s
    print(f"{dropped} of {args.pages} pages of {kilobytes:.0f} KB dropped")
    print(f"memory at its highest {before_mb:.0f} MB after {FEW} pages, {grown_mb:.0f} MB more after {args.pages}")
    print(f"one core: {(dropped - FEW) / took_s:.0f} dropped pages/s")
    return int(dropped < args.pages or (dropped - FEW) / took_s < FLOOR or grown_mb > MOST_GROWN_MB)


if __name__ == "__main__":
    raise SystemExit(main())
