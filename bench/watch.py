"""Watches a web of 200 outlets on this machine, some slow, some failing, is killed five times, and looks what is held.

    python bench/watch.py [--outlets 200] [--articles 100] [--kills 5] [--jobs 1] [--seed 1]

One server answers for all hosts (127.0.0.0/8). Of twenty outlets each, one fails altogether, two are slow, one fails at
the first asking of each page; of a hundred articles two are gone, two stand behind a redirect and four are copies that
name another as their own address. ``abstand watch --once`` (the cue coder) runs as a user runs it; the server measures
the time from an answer to the next request of the same host, and how many requests of a host are under way at once.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from archives import SENTENCES

import abstand
from abstand.store import open_store

SOURCE = Path(abstand.__file__).parents[1]
DELAY_S = 2.0  # of politeness.Manners; the server may not see less
MOST_MB = 600
RUN_LIMIT_S = 3 * 3600
DEAD, SLOW, FLAKY = 3, (5, 11), 7  # which of twenty outlets
GONE, MOVED, COPY = (13, 63), (17, 67), (19, 39, 69, 89)  # which of a hundred articles; a copy is of the one before
ABROAD_SHARE = 0.25
FIRST_DAY, DAYS = date(2022, 6, 1), 90  # over which an outlet's articles are spread
# of each language: who acts, on whom, and the sentence between
ACTS = {
    "de": (
        ("Russland", "Kasachstan", "Frankreich", "China", "Polen"),
        ("Russland", "Kasachstan", "Frankreich", "China", "Polen"),
        "{a} hat am Montag Sanktionen gegen {b} verhängt, heißt es in Mitteilung {n}.",
    ),
    "en": (
        ("Russia", "Kazakhstan", "France", "China", "Poland"),
        ("Russia", "Kazakhstan", "France", "China", "Poland"),
        "{a} imposed sanctions on {b} on Monday, as the ministry said in statement {n}.",
    ),
    "fr": (
        ("La Russie", "Le Kazakhstan", "La France", "La Chine", "La Pologne"),
        ("la Russie", "le Kazakhstan", "la France", "la Chine", "la Pologne"),
        "{a} a condamné {b} lundi, selon le communiqué {n} du ministère.",
    ),
    "kk": (
        ("Ресей", "Қазақстан", "Франция", "Қытай", "Польша"),
        ("Ресейге", "Қазақстанға", "Францияға", "Қытайға", "Польшаға"),
        "{a} дүйсенбіде {b} қарсы санкция енгізді, делінген {n} мәлімдемеде.",
    ),
    "ru": (
        ("России", "Казахстана", "Франции", "Китая", "Польши"),
        ("России", "Казахстана", "Франции", "Китая", "Польши"),
        "Правительство {a} в понедельник ввело санкции против {b}, говорится в заявлении {n}.",
    ),
}
OUTLET = """[source]
name = "Outlet {number}"
home = "http://{host}/"
feeds = ["http://{host}/feed"]
languages = ["de", "fr", "en", "ru", "kk"]
kind = "daily"
country = "KAZ"
ownership = "private"
rights = "quote"
documents_per_day = {{ min = 0, max = 1000 }}
"""


@dataclass
class Host:
    """What the server sees of one host."""

    number: int
    under_way: int = 0
    most_at_once: int = 0
    answered_at: float | None = None
    shortest_s: float = float("inf")
    asked: Counter[str] = field(default_factory=Counter)


class Web:
    """All outlets, behind one port."""

    def __init__(self, outlets: int, articles: int, seed: int) -> None:
        self.articles = articles
        self.seed = seed
        self.port = 0
        self.run = 0
        self.hosts = {f"127.1.{n // 200}.{n % 200 + 1}": Host(n) for n in range(outlets)}

    def start(self) -> None:
        ready = threading.Event()

        async def serve() -> None:
            server = await asyncio.start_server(self._talk, "0.0.0.0", 0, backlog=1_000)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()
            await asyncio.Event().wait()

        threading.Thread(target=asyncio.run, args=(serve(),), daemon=True).start()
        ready.wait()

    def place(self, host: str) -> str:
        return f"{host}:{self.port}"

    def expected(self) -> set[str]:
        """The own addresses of all articles that can be read."""
        return {
            f"http://{self.place(name)}/article/{n}"
            for name, host in self.hosts.items()
            if host.number % 20 != DEAD
            for n in range(self.articles)
            if n % 100 not in GONE + COPY
        }

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                path = lines[0].split()[1]
                name = next(line[5:].strip() for line in lines if line.lower().startswith("host:")).partition(":")[0]
                await self._answer(self.hosts[name], name, path, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, host: Host, name: str, path: str, writer: asyncio.StreamWriter) -> None:
        run, now = self.run, time.monotonic()
        if host.answered_at is not None:
            host.shortest_s = min(host.shortest_s, now - host.answered_at)
        host.under_way += 1
        host.most_at_once = max(host.most_at_once, host.under_way)
        host.asked[path] += 1
        try:
            if host.number % 20 in SLOW:
                await asyncio.sleep(1.5)
            status, headers, body = self._page(host, name, path)
            lines = [f"HTTP/1.1 {status} x", f"Content-Length: {len(body)}", *headers]
            writer.write("\r\n".join([*lines, "", ""]).encode() + body)
            await writer.drain()
        finally:
            if run == self.run:  # else who asked is dead
                host.under_way -= 1
                host.answered_at = time.monotonic()

    def restart_clocks(self) -> None:
        """After a kill the next process knows nothing of the last request: the gap between the two is not manners."""
        self.run += 1
        for host in self.hosts.values():
            host.answered_at = None
            host.under_way = 0

    def _page(self, host: Host, name: str, path: str) -> tuple[int, list[str], bytes]:
        if path == "/robots.txt":
            return 404, [], b""
        if host.number % 20 == DEAD or (host.number % 20 == FLAKY and host.asked[path] == 1):
            return 503, [], b""
        if path == "/feed":
            links = "".join(
                f"<item><link>http://{self.place(name)}/{self._shown(n)}?utm_source=rss</link></item>"
                for n in range(self.articles)
            )
            return 200, ["Content-Type: application/rss+xml"], f"<rss><channel>{links}</channel></rss>".encode()
        kind, _, number = path.strip("/").partition("/")
        n = int(number.partition("?")[0])
        if n % 100 in GONE:
            return 404, [], b""
        if kind == "short":
            return 301, [f"Location: /article/{n}"], b""
        own = n - 1 if n % 100 in COPY else n
        return 200, ["Content-Type: text/html; charset=utf-8"], article(host.number, own, self.seed).encode()

    def _shown(self, n: int) -> str:
        return f"short/{n}" if n % 100 in MOVED else f"article/{n}"


def article(outlet: int, number: int, seed: int) -> str:
    """A page like no other; of four, one tells of an act between states, three of the town."""
    dice = random.Random(f"{seed} {outlet} {number}")
    language = sorted(ACTS)[outlet % len(ACTS)]
    paragraphs = [f"{' '.join(dice.sample(SENTENCES[language], 3))} № {dice.randint(1, 10**6)}." for _ in range(5)]
    if dice.random() < ABROAD_SHARE:
        acting, acted_on, sentence = ACTS[language]
        a, b = dice.sample(range(len(acting)), 2)
        paragraphs[0] = sentence.format(a=acting[a], b=acted_on[b], n=f"{outlet}.{number}")
    told, day = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs), FIRST_DAY + timedelta(number % DAYS)
    return (
        f"<!doctype html><html lang='{language}'><head><title>{outlet}.{number}</title>"
        f"<link rel='canonical' href='/article/{number}'></head><body><nav><a href='/'>⌂</a></nav>"
        f"<article><h1>№ {outlet}.{number}</h1><time datetime='{day}'></time>{told}</article>"
        f"<footer>©</footer></body></html>"
    )


def write_catalogue(folder: Path, web: Web) -> None:
    folder.mkdir()
    for name, host in web.hosts.items():
        text = OUTLET.format(number=host.number, host=web.place(name))
        (folder / f"outlet{host.number}.toml").write_text(text, encoding="utf-8")


def start(folder: Path, jobs: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from abstand.cli import main; main()", "watch", "--once", "--allow-private"]
    command += ["--catalogue", str(folder / "catalogue"), "--store", str(folder / "store"), "--coder", "cues"]
    command += ["--jobs", str(jobs), "--json"]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.Popen(command, env=environment, stdout=(folder / "out.jsonl").open("ab"))


@dataclass(slots=True)
class Memory:
    """The largest seen, in MB: what is the process's own, and all that is resident, pages of libraries among it, which
    the system shares between processes and takes back at need."""

    own: float = 0.0
    resident: float = 0.0

    def watch(self, process: subprocess.Popen[bytes], until_s: float) -> None:
        """Until the process ends or so many seconds are over."""
        end = time.monotonic() + until_s
        while process.poll() is None and time.monotonic() < end:
            told = dict(line.split()[:2] for line in _status(process.pid))
            self.own = max(self.own, int(told.get("RssAnon:", 0)) / 1024)
            self.resident = max(self.resident, int(told.get("VmHWM:", 0)) / 1024)
            time.sleep(0.2)


def _status(process: int) -> list[str]:
    """What the system says of a process, a line each; nothing if it has just ended."""
    try:
        return [
            line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith(("Rss", "Vm"))
        ]
    except OSError:
        return []


def cpu_s() -> float:
    used = os.times()
    return used.children_user + used.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--outlets", type=int, default=200)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    dice = random.Random(args.seed)
    web = Web(args.outlets, args.articles, args.seed)
    web.start()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_catalogue(folder / "catalogue", web)
        memory = Memory()
        for number in range(args.kills + 1):
            process = start(folder, args.jobs)
            last = number == args.kills
            memory.watch(process, RUN_LIMIT_S if last else dice.uniform(20, 60))
            if not last:
                process.kill()
            process.wait()
            print(
                f"run {number + 1}: ended with {process.returncode} after {time.monotonic() - began:.0f} s", flush=True
            )
            web.restart_clocks()
        held = Counter(document.url for document in open_store(folder / "store").documents())
    report(web, held, memory, time.monotonic() - began)


def report(web: Web, held: Counter[str], memory: Memory, took_s: float) -> None:
    expected = web.expected()
    lost, doubled = expected - held.keys(), [url for url, number in held.items() if number > 1]
    strange = held.keys() - expected
    shortest_s = min(host.shortest_s for host in web.hosts.values())
    most = max(host.most_at_once for host in web.hosts.values())
    by_kind: defaultdict[str, int] = defaultdict(int)
    for host in web.hosts.values():
        for path, number in host.asked.items():
            by_kind[path.strip("/").partition("/")[0]] += number
    print(f"{took_s:.0f} s, {cpu_s():.0f} s of CPU; requests: {dict(by_kind)}")
    print(f"shortest time between two requests to a host {shortest_s:.2f} s, at most {most} at once")
    print(f"largest memory of its own {memory.own:.0f} MB (limit {MOST_MB}), resident {memory.resident:.0f} MB")
    print(
        f"articles {len(expected)}, held {len(held)}, strange {len(strange)}, doubled {len(doubled)}, lost {len(lost)}"
    )
    failed = lost or doubled or strange or most > 1 or shortest_s < DELAY_S * 0.99 or memory.own > MOST_MB
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
