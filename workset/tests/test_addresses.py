"""Whose address a request came from, and by what it is counted."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workset.lib.addresses import client_address, network_of

pytestmark = pytest.mark.anywhere

PROXY = "10.0.0.1"


@pytest.mark.parametrize(
    ("forwarded", "hops", "found"),
    [
        ("203.0.113.9", 0, PROXY),
        ("", 1, PROXY),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9", 1, "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("203.0.113.9", 2, "203.0.113.9"),
        ("203.0.113.9:51234", 1, "203.0.113.9"),
        ("[2001:db8::7]:443", 1, "2001:db8::7"),
        ("2001:db8::7", 1, "2001:db8::7"),
        ("::ffff:203.0.113.9", 1, "203.0.113.9"),
        ("unknown", 1, PROXY),
        ("203.0.113.9, unknown", 1, PROXY),
        (" , ,", 1, PROXY),
    ],
)
def test_client_is_as_far_from_the_right_as_there_are_proxies(forwarded: str, hops: int, found: str) -> None:
    assert client_address(PROXY, forwarded, hops) == found


@given(st.text(), st.ip_addresses(), st.integers(1, 3))
def test_what_the_client_wrote_changes_nothing(forged: str, address: IPv4Address | IPv6Address, hops: int) -> None:
    written_by_proxies = ", ".join([str(address), *["10.0.0.2"] * (hops - 1)])

    plain = client_address(PROXY, written_by_proxies, hops)

    assert client_address(PROXY, f"{forged}, {written_by_proxies}", hops) == plain
    assert client_address(str(address), forged, 0) == plain


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("::1", "::/64"),
        ("", ""),
        ("nobody", ""),
    ],
)
def test_ipv6_is_counted_by_its_64(address: str, network: str) -> None:
    assert network_of(address) == network


@given(st.ip_addresses(v=6), st.ip_addresses(v=6))
def test_two_addresses_count_as_one_exactly_where_their_first_half_is_the_same(
    one: IPv6Address, two: IPv6Address
) -> None:
    mixed = IPv6Address(int(one) >> 64 << 64 | int(two) & (2**64 - 1))
    if one.ipv4_mapped or mixed.ipv4_mapped or two.ipv4_mapped:
        return

    assert network_of(str(one)) == network_of(str(mixed))
    assert (network_of(str(one)) == network_of(str(two))) == (int(one) >> 64 == int(two) >> 64)
