"""Which computers may be asked: those that everybody can reach, or with leave also those of one's own network."""

import ipaddress
import socket
from collections.abc import Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Where the addresses of IPv6 are that everybody can reach, and those among them that carry one of IPv4 inside.
EVERYWHERE = ipaddress.IPv6Network("2000::/3")
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
# What some versions of Python still take for public: protocol assignments, old relays and examples.
ASIDE = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "3fff::/20")))
OWN = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")))


def addresses_of(host: str, port: int) -> Sequence[str]:
    """Every address of a name, those of IPv4 first: many machines can reach no other. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return sorted({str(one[4][0]) for one in found}, key=lambda text: (":" in text, text))


def may_be_asked(text: str, *, inside: bool) -> bool:
    """Whether an address may be asked; `inside` allows those of one's own computer network too."""
    return is_public(text) or (inside and is_own(text))


def is_public(text: str) -> bool:
    """Whether everybody can reach an address, also when it is one of IPv4 in the clothes of IPv6."""
    one = _address(text)
    if one is None or one.is_multicast or one.is_reserved or any(one in net for net in ASIDE):
        return False
    # Some versions of Python call what lies in between neither private nor global, and others call it global.
    if not one.is_global or one.is_private or one.is_link_local or one.is_loopback or one.is_unspecified:
        return False
    return one.version == 4 or one in EVERYWHERE


def is_own(text: str) -> bool:
    """Whether an address is of this computer or of the network around it; nothing else that is closed."""
    one = _address(text)
    return one is not None and (one.is_loopback or any(one in own for own in OWN))


def _address(text: str) -> Address | None:
    """The address that is meant: what is wrapped is looked into, and what carries another is nothing itself."""
    try:
        one = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(one, ipaddress.IPv4Address):
        return one
    if one.teredo is not None or one.scope_id:
        return None
    inner = one.ipv4_mapped or one.sixtofour
    if inner is None and one in TRANSLATED:
        inner = ipaddress.IPv4Address(int(one) & 0xFFFF_FFFF)
    return inner or one
