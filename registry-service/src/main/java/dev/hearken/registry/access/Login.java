package dev.hearken.registry.access;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Somebody who tries to log in.
 *
 * @param address where from: an IPv4 address, the first 64 bits of an IPv6 address, or {@value #UNKNOWN}
 * @param name who it says it is, {@code key:<id>} or {@code oidc:<subject>}, at most {@value #MAX_NAME} characters;
 *     empty if it says nothing that can be read
 */
record Login(String address, Optional<String> name) {
    /** All that have no address, as behind a proxy that hides it. */
    static final String UNKNOWN = "unknown";

    static final int MAX_NAME = 128;

    /** Whoever has one address of such a network has all of them. */
    private static final int NETWORK_BYTES = 8;

    /**
     * A login from this address.
     *
     * @param address as text; a name instead is never looked up
     */
    static Login of(String address, Optional<String> name) {
        return new Login(network(address), name.map(text -> text.substring(0, Math.min(text.length(), MAX_NAME))));
    }

    private static String network(String text) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(text);
        if (literal == null) {
            return UNKNOWN;
        }
        try {
            // An IPv4 address that is written as an IPv6 address is an IPv4 address.
            byte[] bytes = InetAddress.getByAddress(literal).getAddress();
            Arrays.fill(bytes, Math.min(NETWORK_BYTES, bytes.length), bytes.length, (byte) 0);
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are always an address", e);
        }
    }
}
