package dev.hearken.egress;

import dev.hearken.Seeded;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressPolicyTest {
    private static final AddressPolicy PUBLIC_ONLY = new AddressPolicy(List.of());

    /** First and last address, written down once more and apart from the code under test. */
    private static final String[][] DENIED_V4 = {
        {"0.0.0.0", "0.255.255.255"},
        {"10.0.0.0", "10.255.255.255"},
        {"100.64.0.0", "100.127.255.255"},
        {"127.0.0.0", "127.255.255.255"},
        {"168.63.129.16", "168.63.129.16"},
        {"169.254.0.0", "169.254.255.255"},
        {"172.16.0.0", "172.31.255.255"},
        {"192.0.0.0", "192.0.0.255"},
        {"192.0.2.0", "192.0.2.255"},
        {"192.88.99.0", "192.88.99.255"},
        {"192.168.0.0", "192.168.255.255"},
        {"198.18.0.0", "198.19.255.255"},
        {"198.51.100.0", "198.51.100.255"},
        {"203.0.113.0", "203.0.113.255"},
        {"224.0.0.0", "255.255.255.255"}
    };

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static AddressPolicy allowing(String... blocks) {
        return new AddressPolicy(Stream.of(blocks).map(CidrBlock::parse).toList());
    }

    @ParameterizedTest
    @CsvSource({
        // last before, first, last, first after the range
        "-, 0.0.0.0, 0.255.255.255, 1.0.0.0",
        "9.255.255.255, 10.0.0.0, 10.255.255.255, 11.0.0.0",
        "100.63.255.255, 100.64.0.0, 100.127.255.255, 100.128.0.0",
        "126.255.255.255, 127.0.0.0, 127.255.255.255, 128.0.0.0",
        "168.63.129.15, 168.63.129.16, 168.63.129.16, 168.63.129.17",
        "169.253.255.255, 169.254.0.0, 169.254.255.255, 169.255.0.0",
        "172.15.255.255, 172.16.0.0, 172.31.255.255, 172.32.0.0",
        "191.255.255.255, 192.0.0.0, 192.0.0.255, 192.0.1.0",
        "192.0.1.255, 192.0.2.0, 192.0.2.255, 192.0.3.0",
        "192.88.98.255, 192.88.99.0, 192.88.99.255, 192.88.100.0",
        "192.167.255.255, 192.168.0.0, 192.168.255.255, 192.169.0.0",
        "198.17.255.255, 198.18.0.0, 198.19.255.255, 198.20.0.0",
        "198.51.99.255, 198.51.100.0, 198.51.100.255, 198.51.101.0",
        "203.0.112.255, 203.0.113.0, 203.0.113.255, 203.0.114.0",
        "223.255.255.255, 224.0.0.0, 239.255.255.255, -",
        "-, 240.0.0.0, 255.255.255.255, -",
        "-, ::, 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2000::",
        "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2001::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, 2001:200::",
        "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db9::",
        "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2003::",
        "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, 3fff:1000::",
        "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 4000::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -"
    })
    void refusesARangeFromItsFirstToItsLastAddress(String before, String first, String last, String after) {
        // when
        boolean permitsFirst = PUBLIC_ONLY.permits(address(first));
        boolean permitsLast = PUBLIC_ONLY.permits(address(last));

        // then
        assertThat(permitsFirst).isFalse();
        assertThat(permitsLast).isFalse();
        assertThat(before.equals("-") || PUBLIC_ONLY.permits(address(before))).isTrue();
        assertThat(after.equals("-") || PUBLIC_ONLY.permits(address(after))).isTrue();
    }

    @Test
    void agreesWithAListOfRangesOnRandomAddresses() throws UnknownHostException {
        // given
        Random random = Seeded.random(AddressPolicyTest.class);
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = new byte[4];
            random.nextBytes(bytes);
            if (round % 2 == 0) {
                byte[] edge = address(DENIED_V4[random.nextInt(DENIED_V4.length)][random.nextInt(2)])
                        .getAddress();
                bytes = number(Math.max(0, Math.min(0xFFFFFFFFL, number(edge) + random.nextInt(5) - 2)));
            }

            // when
            boolean permits = PUBLIC_ONLY.permits(InetAddress.getByAddress(bytes));

            // then
            long address = number(bytes);
            boolean denied = Stream.of(DENIED_V4)
                    .anyMatch(range -> number(address(range[0]).getAddress()) <= address
                            && address <= number(address(range[1]).getAddress()));
            assertThat(permits).as("%s", InetAddress.getByAddress(bytes)).isEqualTo(!denied);
        }
    }

    private static long number(byte[] address) {
        long number = 0;
        for (byte b : address) {
            number = number << 8 | b & 0xFF;
        }
        return number;
    }

    private static byte[] number(long address) {
        return new byte[] {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "100.100.100.200",
                "192.0.0.192",
                "168.63.129.16",
                "fd00:ec2::254",
                "fe80::a9fe:a9fe",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::"
            })
    void refusesTheMetadataServicesOfTheClouds(String literal) {
        // when
        boolean permits = PUBLIC_ONLY.permits(address(literal));

        // then
        assertThat(permits).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "::ffff:127.0.0.1, false",
        "::ffff:7f00:1, false",
        "::ffff:10.0.0.1, false",
        "::ffff:8.8.8.8, true", // mapped: judged as the IPv4 address that it is
        "::127.0.0.1, false",
        "::8.8.8.8, false", // compatible
        "64:ff9b::8.8.8.8, false", // NAT64
        "64:ff9b:1::8.8.8.8, false", // NAT64 of the own network
        "2002:808:808::1, false", // 6to4
        "2001:0:808:808::1, false", // Teredo
        "2001:20::1, false", // ORCHIDv2
        "100::1, false",
        "5f00::1, false",
        "fc00::1, false",
        "fdff:ffff::1, false",
        "fe80::1, false",
        "fec0::1, false",
        "ff02::1, false",
        "ff0e::1, false",
        "2606:4700:4700::1111, true",
        "2a00:1450:4001:800::200e, true"
    })
    void judgesAddressesThatWrapOthers(String literal, boolean expected) {
        // when
        boolean permits = PUBLIC_ONLY.permits(address(literal));

        // then
        assertThat(permits).isEqualTo(expected);
    }

    @Test
    void refusesAMappedAddressThatWasForcedToStayIpv6() throws UnknownHostException {
        // given
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};

        // when
        boolean permits = PUBLIC_ONLY.permits(Inet6Address.getByAddress("host", mapped, -1));

        // then
        assertThat(permits).isFalse();
    }

    @Test
    void ignoresTheNameThatCameWithAnAddress() throws UnknownHostException {
        // given
        InetAddress address = InetAddress.getByAddress("example.com", new byte[] {127, 0, 0, 1});

        // when
        boolean permits = PUBLIC_ONLY.permits(address);

        // then
        assertThat(permits).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.0.0.2, false",
        "::ffff:127.0.0.1, true",
        "::1, false",
        "10.1.0.0, true",
        "10.1.255.255, true",
        "10.0.255.255, false",
        "10.2.0.0, false",
        "fd12:3456::1, true",
        "fd12:3457::1, false",
        "168.63.129.16, false",
        "8.8.8.8, true"
    })
    void permitsWhatTheOperatorAllowsOnTop(String literal, boolean expected) {
        // given
        AddressPolicy policy = allowing("127.0.0.1/32", "10.1.0.0/16", "fd12:3456::/32");

        // when
        boolean permits = policy.permits(address(literal));

        // then
        assertThat(permits).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "168.63.129.16", "255.255.255.255"})
    void permitsEveryAddressOfAFamilyThatTheOperatorAllows(String literal) {
        // given
        AddressPolicy policy = allowing("0.0.0.0/0");

        // when
        boolean permits = policy.permits(address(literal));

        // then
        assertThat(permits).isTrue();
        assertThat(policy.permits(address("::1"))).as("the other family").isFalse();
    }
}
