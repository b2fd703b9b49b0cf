package dev.hearken.egress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be dialled: global unicast by the IANA special-purpose registries, and what the operator allows
 * on top, less what the operator denies. A denial wins over a permission.
 *
 * <p>An IPv6 address that only wraps an IPv4 address of the same host (mapped, {@code ::ffff:0:0/96}) is judged as that
 * IPv4 address. Prefixes that tunnel to an IPv4 address (compatible, NAT64, 6to4, Teredo) are refused whole.
 */
public final class AddressPolicy {
    /** Never dialled unless the operator allows it. */
    private static final List<CidrBlock> DENIED = Stream.of(
                    // IPv4: this network, private, shared, loopback, link-local with the clouds' metadata, protocol
                    // assignments
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    // Azure's metadata and wire server: public space, but never a receiver
                    "168.63.129.16/32")
            .map(CidrBlock::parse)
            .toList();

    /** IPv6 that is global unicast, less what lies inside it for a special purpose. */
    private static final CidrBlock GLOBAL_UNICAST_V6 = CidrBlock.parse("2000::/3");

    private static final List<CidrBlock> DENIED_V6 = Stream.of(
                    "2001::/23", // protocol assignments, with Teredo, ORCHID and benchmarking
                    "2001:db8::/32",
                    "2002::/16", // 6to4
                    "3fff::/20")
            .map(CidrBlock::parse)
            .toList();

    private final List<CidrBlock> allowed;
    private final List<CidrBlock> denied;

    /** A policy with the operator's exceptions. */
    public AddressPolicy(List<CidrBlock> allowed) {
        this(allowed, List.of());
    }

    /**
     * A policy with the operator's exceptions in both directions.
     *
     * @param allowed may be dialled although they are not global unicast
     * @param denied must not be dialled although they are global unicast or allowed
     */
    public AddressPolicy(List<CidrBlock> allowed, List<CidrBlock> denied) {
        this.allowed = List.copyOf(allowed);
        this.denied = List.copyOf(denied);
    }

    /** Whether a connection to the address may be opened. */
    public boolean permits(InetAddress address) {
        // InetAddress turns a mapped IPv6 address into an Inet4Address, from text and from bytes. One that was forced
        // to stay an Inet6Address is no global unicast and so refused.
        if (denied.stream().anyMatch(block -> block.contains(address))) {
            return false;
        }
        if (allowed.stream().anyMatch(block -> block.contains(address))) {
            return true;
        }
        if (address instanceof Inet6Address) {
            return GLOBAL_UNICAST_V6.contains(address)
                    && DENIED_V6.stream().noneMatch(block -> block.contains(address));
        }
        return DENIED.stream().noneMatch(block -> block.contains(address));
    }
}
