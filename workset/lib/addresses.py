"""Whose address a request came from. Pure: what the server saw and what stands in the header go in as text."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

PREFIX = 64  # what one household or phone gets of IPv6: it can send from any address in it


def client_address(peer: str, forwarded_for: str, hops: int) -> str:
    """The address of the client behind `hops` proxies of one's own; that of the `peer` where the header tells none.

    Each proxy writes the address that it heard from at the right end of X-Forwarded-For. What stands further left than
    there are proxies was written by the client itself, who may write anything.
    """
    chain = [part for part in forwarded_for.split(",") if part.strip()][-hops:] if hops else []
    found = read(chain[0]) if chain else None
    return str(found or read(peer) or "")


def network_of(address: str) -> str:
    """What an address is counted by: itself, and all of its /64 for IPv6; the empty text for an unknown one."""
    found = read(address)
    if isinstance(found, IPv6Address):
        return str(IPv6Network((int(found), PREFIX), strict=False))
    return str(found or "")


def read(written: str) -> IPv4Address | IPv6Address | None:
    """An address as proxies write it, with or without a port; IPv4 where it is only wrapped in IPv6; else None."""
    bare = written.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
