"""Watching from feed to store: what is coded, what is marked, what survives a kill."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent / "sources"))
from loopback import NOW, Web, outlet, page, serving

from abstand.coding import Coder
from abstand.sources.politeness import Manners, Reach
from abstand.sources.watched import Watched
from abstand.store import MemoryStore, Store, open_store
from abstand.watching import Summary, watch

SOURCE = Path(__file__).parents[1] / "src"


@pytest.fixture
def web():
    with serving() as served:
        yield served


def once(web: Web, store: Store, ledger: Path, *outlets, now: datetime = NOW) -> Summary:
    reach = Reach(allow_private=True, resolve=web.resolve, manners=Manners(0.0, 2, 0.01))
    (summary,) = watch(
        outlets, store=store, ledger=ledger, reach=reach, coder=Coder.CUES, clock=lambda: now, rng=Random(1)
    )
    return summary


def test_articles_are_coded_and_the_outlet_is_marked(web: Web, tmp_path: Path) -> None:
    web.article("a.test", "/0", 0, title="<script>alert(1)</script>Sanctions against Kazakhstan")
    web.put("a.test", "/1", "<html><body><p>no article</p></body></html>")
    web.put("a.test", "/2", page(2).encode("utf-16"), kind="text/html; charset=windows-1251")
    web.put("a.test", "/3", b"<html><body><p>\xff\xfe\x80" + b"x" * 1_000_000 + b"</p></body></html>")
    one = outlet("a.test", [web.feed("a.test", [f"/{n}" for n in range(4)])])
    store = MemoryStore()
    summary = once(web, store, tmp_path / "l", one)
    held = {document.url: document for document in store.documents()}
    assert web.at("a.test", "/0") in held
    assert "script" not in held[web.at("a.test", "/0")].title
    assert held[web.at("a.test", "/0")].outlet == "a.test"
    assert store.events()
    assert {problem.source for problem in store.problems()} >= {web.at("a.test", "/1"), web.at("a.test", "/3")}
    assert summary.sights[0].coded == summary.counters.coded == len(held)
    assert store.watched() == [Watched("a.test", date(2022, 9, 10), date(2022, 9, 10))]
    again = once(web, store, tmp_path / "l", one)
    assert (again.counters.read, len(store.watched())) == (0, 1)


def test_what_the_store_holds_is_not_coded_again_without_its_ledger(web: Web, tmp_path: Path) -> None:
    own = f"<link rel='canonical' href='{web.at('a.test', '/own')}'>"
    for n in range(2):
        web.article("a.test", f"/{n}", n, own if n else "")
    one = outlet("a.test", [web.feed("a.test", ["/0", "/1"])])
    store = MemoryStore()
    assert once(web, store, tmp_path / "l", one).counters.coded == 2
    for n in range(2):  # as sites do: a counter on the page is another text
        web.put("a.test", f"/{n}", page(7 + n, own if n else ""))
    assert once(web, store, tmp_path / "other", one).counters.coded == 0
    assert len(store.documents()) == 2


def test_watching_goes_on_every_so_often(web: Web, tmp_path: Path) -> None:
    one = outlet("a.test", [web.feed("a.test", [])])
    moments = [NOW + timedelta(minutes=n) for n in range(20)]
    slept: list[float] = []
    going = watch(
        [one], store=MemoryStore(), ledger=tmp_path / "l", every=timedelta(minutes=30), coder=Coder.CUES,
        reach=Reach(allow_private=True, resolve=web.resolve, manners=Manners(0.0)),
        clock=lambda: moments.pop(0), sleep=slept.append,
    )  # fmt: skip
    for n in range(3):
        web.article("a.test", f"/{n}", n)
        web.feed("a.test", [f"/{m}" for m in range(n + 1)])
        assert next(going).counters.coded == 1
    going.close()
    assert slept == [29 * 60, 29 * 60]


KILLED = """
import asyncio, sys
from abstand.coding import Coder
from abstand.sources.politeness import Manners, Reach
from abstand.store import open_store
from abstand.watching import watch
from loopback import outlet
port, folder, hosts, articles = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
async def resolve(host, port): return ["127.0.0.1"]
reach = Reach(allow_private=True, resolve=resolve, manners=Manners(0.01, 2, 0.01))
outlets = [outlet(f"h{n}.test", [f"http://h{n}.test:{port}/feed"]) for n in range(hosts)]
for summary in watch(outlets, store=open_store(folder), ledger=folder + "/watch.sqlite", reach=reach, coder=Coder.CUES):
    print(summary.counters.read)
"""


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_by_kills(web: Web, tmp_path: Path) -> None:
    hosts, articles = 8, 40
    for host in range(hosts):
        for n in range(articles):
            web.article(f"h{host}.test", f"/{n}?session=1", host * 1_000 + n,
                        f"<link rel='canonical' href='/{n}'>")  # fmt: skip
        web.feed(f"h{host}.test", [f"/{n}?session=1" for n in range(articles)])
    expected = {web.at(f"h{host}.test", f"/{n}") for host in range(hosts) for n in range(articles)}
    store, dice = tmp_path / "store", random.Random(5)
    environment = {**os.environ, "PYTHONPATH": f"{SOURCE}:{Path(__file__).parent / 'sources'}"}
    command = [sys.executable, "-c", KILLED, str(web.port), str(store), str(hosts), str(articles)]
    kills = 0
    for _ in range(5):
        asked = len(web.asked)
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        while len(web.asked) < asked + hosts * 3 and process.poll() is None:
            time.sleep(0.02)
        time.sleep(dice.uniform(0.1, 2.5))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait()
    assert subprocess.run(command, env=environment, check=False).returncode == 0
    urls = [document.url for document in open_store(store).documents()]
    assert sorted(urls) == sorted(expected)
    assert kills >= 3
