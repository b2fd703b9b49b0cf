package dev.hearken.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A range of addresses, literal form {@code <address>/<prefix length>}, such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 * An IPv4 address has four decimal parts without leading zeros; IPv4 in the form of IPv6 is refused, since addresses
 * are judged as what they stand for.
 */
public final class CidrBlock {
    private static final Pattern FORM = Pattern.compile("([0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)/([0-9]{1,3})");
    private static final int IPV4_BYTES = 4;

    private final byte[] network;
    private final int prefixLength;

    private CidrBlock(byte[] network, int prefixLength) {
        this.network = network;
        this.prefixLength = prefixLength;
    }

    /**
     * Reads the literal form.
     *
     * @throws IllegalArgumentException if the text has another form, the prefix is too long, or bits beyond it are set
     */
    public static CidrBlock parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not of the form <address>/<prefix length>");
        }
        byte[] network = address(text, form.group(1));
        int prefixLength = Integer.parseInt(form.group(2));
        if (prefixLength > network.length * 8) {
            throw new IllegalArgumentException("'" + text + "' has a prefix longer than its address");
        }
        CidrBlock block = new CidrBlock(network, prefixLength);
        for (int bit = prefixLength; bit < network.length * 8; bit++) {
            if ((network[bit / 8] & (0x80 >> (bit % 8))) != 0) {
                throw new IllegalArgumentException("'" + text + "' has bits set beyond its prefix");
            }
        }
        return block;
    }

    private static byte[] address(String text, String literal) {
        boolean ipv6 = literal.indexOf(':') >= 0;
        if (!ipv6 && !DottedQuad.is(literal)) {
            throw new IllegalArgumentException("'" + text + "' does not hold an address of four decimal parts");
        }
        try {
            // A dotted quad is never looked up, and neither is what stands in brackets.
            byte[] address =
                    InetAddress.getByName(ipv6 ? "[" + literal + "]" : literal).getAddress();
            if (ipv6 && address.length == IPV4_BYTES) {
                throw new IllegalArgumentException("'" + text + "' is an IPv4 range; write it as one");
            }
            return address;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' does not hold an address", e);
        }
    }

    /** Whether the address lies in the range; an address of the other family never does. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = prefixLength / 8;
        if (!Arrays.equals(bytes, 0, whole, network, 0, whole)) {
            return false;
        }
        int rest = prefixLength % 8;
        int mask = 0xFF00 >> rest & 0xFF;
        return rest == 0 || (bytes[whole] & mask) == (network[whole] & mask);
    }
}
