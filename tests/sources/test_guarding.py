"""Which machines may be spoken to."""

import asyncio
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Web

from abstand.errors import NotFetched
from abstand.sources import guarding
from abstand.sources.guarding import Guard, refused

OWN = (
    "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "255.255.255.255", "224.0.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "2001:0:53aa:64c:0:0:80ff:fffe",  # Teredo of 127.0.0.1
)  # fmt: skip


@pytest.mark.parametrize("address", OWN)
def test_what_is_not_public_is_refused(address: str) -> None:
    assert refused(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_what_is_public_is_spoken_to(address: str) -> None:
    assert not refused(ip_address(address))


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.0.1", "::1", "::ffff:192.168.0.1"])
def test_ones_own_network_is_spoken_to_if_allowed(address: str) -> None:
    assert not refused(ip_address(address), allow_private=True)


@pytest.mark.parametrize("address", ["224.0.0.1", "ff02::1", "0.0.0.0", "::", "::ffff:224.0.0.1"])
def test_multicast_and_nothing_are_never_spoken_to(address: str) -> None:
    assert refused(ip_address(address), allow_private=True)


@given(st.ip_addresses(v=4))
@pytest.mark.slow
def test_a_disguise_changes_nothing(address) -> None:
    for disguise in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert bool(refused(ip_address(disguise))) == bool(refused(address))


def test_an_address_that_leads_nowhere_leaves_time_for_the_next(web: Web, get, monkeypatch) -> None:
    monkeypatch.setattr(guarding, "CONNECT_S", 0.2)

    async def both(host: str, port: int) -> list[str]:
        return ["127.0.0.2", "127.0.0.1"] if host == "a.test" else []

    assert get(web.put("a.test", "/p", "x"), resolve=both).content == b"x"
    with pytest.raises(NotFetched, match="has no address"):
        get("http://b.test/", resolve=both)


def test_one_private_address_among_public_ones_is_enough() -> None:
    async def both(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"]

    with pytest.raises(NotFetched, match=r"leads to 127\.0\.0\.1, a loopback address"):
        asyncio.run(Guard(resolve=both).connect_tcp("example.org", 80))
