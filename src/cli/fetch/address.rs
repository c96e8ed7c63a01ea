//! Which addresses may be asked.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Which addresses may be asked.
pub(super) type MayAsk = fn(IpAddr) -> bool;

/// Resolves names as the system does, and refuses addresses of this machine and of private networks: what is asked is
/// what was checked, so that a name cannot change its mind in between.
#[derive(Debug)]
pub(super) struct CheckedResolver {
    inner: DefaultResolver,
    may_ask: MayAsk,
}

impl CheckedResolver {
    pub(super) fn new(may_ask: MayAsk) -> Self {
        Self { inner: DefaultResolver::default(), may_ask }
    }
}

/// Why an address was refused.
#[derive(Debug)]
pub(super) struct Refused(IpAddr);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it leads to {}, on this machine or a private network; --allow-local allows it", self.0)
    }
}

impl std::error::Error for Refused {}

impl Resolver for CheckedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let resolved = self.inner.resolve(uri, config, timeout)?;
        // One private address among public ones is refused as a whole: which one is asked is not ours to choose.
        match resolved.iter().find(|address| !(self.may_ask)(address.ip())) {
            Some(private) => Err(ureq::Error::Io(io::Error::other(Refused(private.ip())))),
            None => Ok(resolved),
        }
    }
}

/// Whether an address is reachable on the public internet, by the IANA registries of special-purpose addresses
/// (RFC 6890 and its updates).
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || first == 0
        || first >= 240
        // Carrier-grade NAT, protocol assignments, 6to4 relays, benchmarking.
        || (first == 100 && second & 0xC0 == 64)
        || (first == 192 && second == 0 && third == 0)
        || (first == 192 && second == 88 && third == 99)
        || (first == 198 && second & 0xFE == 18);
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        // Addresses that carry an IPv4 address: mapped, NAT64, 6to4.
        [0, 0, 0, 0, 0, 0xFFFF, high, low] | [0x64, 0xFF9B, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low),
        // Teredo and other protocol assignments, documentation.
        [0x2001, second, ..] if second < 0x200 || second == 0xDB8 => false,
        // Global unicast; all else is loopback, link-local, unique local, multicast or unassigned.
        [first, ..] => first & 0xE000 == 0x2000 && first != 0x3FFF,
    }
}
