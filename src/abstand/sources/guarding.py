"""Which machines may be spoken to. The network address that was checked is the one that is connected to.

A name is resolved once, here: what it resolves to a moment later, for somebody else, makes no difference.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpcore
from httpcore import SOCKET_OPTION

from abstand.errors import NotFetched

Address = IPv4Address | IPv6Address
# the network addresses of a host, at a port
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

CONNECT_S = 8.0  # for each address of a host: one that leads nowhere (IPv6 often does) leaves time for the next
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


async def resolve_by_system(host: str, port: int) -> Sequence[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


class Guard(httpcore.AsyncNetworkBackend):
    """Opens connections to public addresses; with ``allow_private`` also to those of one's own machine and network."""

    def __init__(self, allow_private: bool = False, resolve: Resolve = resolve_by_system) -> None:
        self._allow_private = allow_private
        self._resolve = resolve
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address of ``host`` that answers. Raises NotFetched if one of them is refused."""
        limit_s = CONNECT_S if timeout is None else min(timeout, CONNECT_S)
        last: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address in await self._checked(host, port):
            try:
                return await self._network.connect_tcp(address, port, limit_s, local_address, socket_options)
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                last = error
        raise last or httpcore.ConnectError(f"{host} has no address")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _checked(self, host: str, port: int) -> list[str]:
        try:
            found = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise NotFetched(f"the host {host} is not found: {error}", temporary=True) from error
        for address in found:
            if kind := refused(ip_address(address.partition("%")[0]), self._allow_private):
                raise NotFetched(f"{host} leads to {address}, {kind} address; --allow-private reads one's own network")
        return list(found)


def refused(address: Address, allow_private: bool = False) -> str:
    """What kind of address it is, if it is of a kind that is not spoken to; else nothing."""
    address = _innermost(address)
    if address.is_multicast:
        return "a multicast"
    if address.is_unspecified or address == IPv4Address("255.255.255.255"):
        return "an unusable"
    if allow_private or address.is_global:
        return ""
    if address.is_loopback:
        return "a loopback"
    return "a link-local" if address.is_link_local else "a private"


def _innermost(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for (mapped, 6to4, Teredo, NAT64), if it does."""
    if isinstance(address, IPv4Address):
        return address
    teredo = address.teredo
    inner = address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
    if inner is None and address in NAT64:
        inner = IPv4Address(int(address) & 0xFFFFFFFF)
    return inner or address
