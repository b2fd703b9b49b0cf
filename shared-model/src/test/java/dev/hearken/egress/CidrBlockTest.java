package dev.hearken.egress;

import dev.hearken.Seeded;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class CidrBlockTest {
    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "0.0.0.0/0, 0.0.0.0, true",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "128.0.0.0/1, 127.255.255.255, false",
        "128.0.0.0/1, 128.0.0.0, true",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "172.16.0.0/12, 172.15.255.255, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "192.168.1.0/25, 192.168.1.127, true",
        "192.168.1.0/25, 192.168.1.128, false",
        "192.168.1.4/30, 192.168.1.3, false",
        "192.168.1.4/30, 192.168.1.7, true",
        "192.168.1.4/30, 192.168.1.8, false",
        "192.168.1.5/32, 192.168.1.5, true",
        "192.168.1.5/32, 192.168.1.4, false",
        "::/0, ::1, true",
        "::/0, 1.2.3.4, false",
        "::1/128, ::1, true",
        "::1/128, ::2, false",
        "2000::/3, 3fff:ffff::, true",
        "2000::/3, 4000::, false",
        "2001::/23, 2001:1ff::, true",
        "2001::/23, 2001:200::, false",
        "FD00::/8, fdff::1, true",
        "64:ff9b::/96, 64:ff9b::1.2.3.4, true",
        "10.0.0.0/8, ::ffff:10.0.0.1, true"
    })
    void containsItsAddressesAlone(String block, String literal, boolean expected) throws UnknownHostException {
        // given
        InetAddress address = InetAddress.getByName(literal);

        // when
        boolean contains = CidrBlock.parse(block).contains(address);

        // then
        assertThat(contains).isEqualTo(expected);
    }

    @Test
    void agreesWithArithmeticOnRandomBlocks() throws UnknownHostException {
        // given
        Random random = Seeded.random(CidrBlockTest.class);
        for (int round = 0; round < 20_000; round++) {
            int bits = random.nextBoolean() ? 32 : 128;
            int prefix = random.nextInt(bits + 1);
            // Bit 127 set: an address that is neither mapped nor written with IPv4 in it.
            BigInteger top = bits == 128 ? BigInteger.ONE.shiftLeft(127) : BigInteger.ZERO;
            BigInteger start = new BigInteger(bits, random)
                    .or(top)
                    .shiftRight(bits - prefix)
                    .shiftLeft(bits - prefix);
            if (bits == 128 && prefix == 0) {
                continue;
            }
            BigInteger size = BigInteger.ONE.shiftLeft(bits - prefix);
            BigInteger probe = switch (random.nextInt(5)) {
                case 0 -> start;
                case 1 -> start.add(size).subtract(BigInteger.ONE);
                case 2 -> start.add(size).mod(BigInteger.ONE.shiftLeft(bits));
                case 3 -> start.subtract(BigInteger.ONE).max(BigInteger.ZERO);
                default -> new BigInteger(bits, random).or(top);
            };

            // when
            boolean contains = CidrBlock.parse(address(start, bits).getHostAddress() + "/" + prefix)
                    .contains(address(probe, bits));

            // then
            boolean expected = probe.compareTo(start) >= 0 && probe.compareTo(start.add(size)) < 0;
            assertThat(contains)
                    .as("%s/%d has %s", address(start, bits), prefix, address(probe, bits))
                    .isEqualTo(expected);
        }
    }

    private static InetAddress address(BigInteger number, int bits) throws UnknownHostException {
        byte[] bytes = new byte[bits / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = number.shiftRight(8 * (bytes.length - 1 - i)).byteValue();
        }
        return InetAddress.getByAddress(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0",
                "10.0.0.0/",
                "/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.0/ 8",
                " 10.0.0.0/8",
                "10.0.0.0/8 ",
                "10.0.0.0/1000",
                "10.0.0.0/a",
                "10.0.0.0/255.0.0.0",
                "10.0.0.1/8",
                "10.0.0.1/31",
                "10/8",
                "10.0/8",
                "1/32",
                "10.0.0/24",
                "010.0.0.0/8",
                "10.0.0.00/8",
                "0x0a.0.0.0/8",
                "256.0.0.0/8",
                "999.1.1.1/32",
                "1.2.3.4.5/32",
                "..../32",
                "localhost/8",
                "example.com/32",
                "fd00/8",
                "fd00::1/8",
                "fd00::/129",
                "1::2::3/128",
                "12345::/16",
                ":/0",
                ":::/0",
                "::1%lo/128",
                "[::1]/128",
                "::ffff:10.0.0.0/104",
                "::ffff:10.0.0.0/8",
                "::ffff:0:0/96",
                "fd00::10.0.0.256/128"
            })
    void refusesAnyOtherForm(String text) {
        // when
        Throwable thrown = catchThrowable(() -> CidrBlock.parse(text));

        // then
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("'" + text + "'");
    }
}
