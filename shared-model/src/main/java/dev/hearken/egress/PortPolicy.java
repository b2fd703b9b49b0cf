package dev.hearken.egress;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which ports may be dialled: all but those where something answers that is no receiver of callbacks, such as mail, a
 * shell, a database or the control plane of a cluster. What reads lines of text does not care that they are HTTP.
 */
public final class PortPolicy {
    /**
     * What is denied where the operator says nothing: the well-known ports but 80 and 443, and the usual ports of
     * databases, brokers, desktops, container engines and cluster control.
     */
    public static final List<String> DEFAULT_DENIED = List.of(
            "1-79",
            "81-442",
            "444-1023",
            "1433",
            "1521",
            "2049",
            "2181",
            "2375-2380",
            "3306",
            "3389",
            "5432",
            "5671-5672",
            "5900-5910",
            "5984",
            "6000-6010",
            "6379",
            "6443",
            "6665-6669",
            "7000-7001",
            "9042",
            "9092-9094",
            "9200",
            "9300",
            "10250-10259",
            "11211",
            "27017-27019");

    private static final List<String> NONE = List.of("none");
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final int MAX_PORT = 65535;

    private final BitSet denied;

    private PortPolicy(BitSet denied) {
        this.denied = denied;
    }

    /**
     * A policy that denies these ports and no others.
     *
     * @param denied ports and ranges, literal form {@code <port>} or {@code <first>-<last>}
     * @throws IllegalArgumentException if one has another form, lies outside 1 to 65535 or ends before it begins
     */
    public static PortPolicy denying(List<String> denied) {
        BitSet ports = new BitSet();
        denied.forEach(text -> add(ports, text));
        return new PortPolicy(ports);
    }

    /**
     * A policy as an operator configures it: absent = {@link #DEFAULT_DENIED}, the one word {@code none} = every port
     * may be dialled, else what {@link #denying} reads.
     *
     * @throws IllegalArgumentException as {@link #denying}
     */
    public static PortPolicy configured(Optional<List<String>> denied) {
        List<String> ports =
                denied.orElse(DEFAULT_DENIED).stream().map(String::trim).toList();
        return denying(ports.equals(NONE) ? List.of() : ports);
    }

    private static void add(BitSet ports, String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not of the form <port> or <first>-<last>");
        }
        int first = Integer.parseInt(form.group(1));
        int last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
        if (first < 1 || last > MAX_PORT || last < first) {
            throw new IllegalArgumentException("'" + text + "' is no range of ports within 1 to 65535");
        }
        ports.set(first, last + 1);
    }

    /** Whether a connection to the port, 1 to 65535, may be opened. */
    public boolean permits(int port) {
        return port > 0 && port <= MAX_PORT && !denied.get(port);
    }

    /** The denied ports in the form that {@link #denying} reads, joined where they touch. */
    public List<String> denied() {
        List<String> ranges = new ArrayList<>();
        for (int first = denied.nextSetBit(0); first >= 0; ) {
            int end = denied.nextClearBit(first);
            ranges.add(end - 1 == first ? Integer.toString(first) : first + "-" + (end - 1));
            first = denied.nextSetBit(end);
        }
        return List.copyOf(ranges);
    }
}
