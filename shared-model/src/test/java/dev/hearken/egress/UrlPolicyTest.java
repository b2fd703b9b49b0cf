package dev.hearken.egress;

import dev.hearken.Seeded;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class UrlPolicyTest {
    private static final AddressPolicy PUBLIC_ONLY = new AddressPolicy(List.of());

    static List<Arguments> vectors() {
        return SsrfVectors.all();
    }

    private static Optional<URI> accepted(String text) {
        return UrlPolicy.judge(text).fold(Optional::of, reason -> Optional.empty());
    }

    @ParameterizedTest(name = "{2} [{index}] {1}")
    @MethodSource("vectors")
    void judgesEveryKnownTrick(String vector, String expected, String row) throws UnknownHostException {
        // when
        Optional<URI> accepted = accepted(vector);

        // then
        assertThat(accepted.isEmpty()).as(vector).isEqualTo(expected.equals("refused-text"));
        if (accepted.isPresent()) {
            String host = accepted.get().getHost();
            boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
            boolean denied = literal && !PUBLIC_ONLY.permits(InetAddress.getByName(host));
            assertThat(denied).as(vector).isEqualTo(expected.equals("refused-address"));
            assertThat(literal && expected.equals("name")).as(vector).isFalse();
        }
    }

    @ParameterizedTest(name = "{2} [{index}] {1}")
    @MethodSource("vectors")
    void neverQuotesTheUrlInItsReason(String vector, String expected, String row) {
        // when
        String reason = UrlPolicy.judge(vector).fold(URI::toString, refused -> refused);

        // then
        if (expected.equals("refused-text") && vector.length() > 10) {
            assertThat(reason)
                    .doesNotContain(vector.substring(7))
                    .doesNotContain("\n")
                    .isNotBlank();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://Example.COM/Path?Q=A, https://example.com/Path?Q=A",
        "hTTp://A.Example:8080, http://a.example:8080",
        "http://[2001:DB8::A]:80/X, http://[2001:db8::a]:80/X",
        "http://192.0.2.1/A, http://192.0.2.1/A",
        "https://EXAMPLE.com.?X, https://example.com.?X",
        "https://example.com/%C3%A9%2f, https://example.com/%C3%A9%2f"
    })
    void acceptsTheUrlWithSchemeAndHostInLowerCase(String text, String expected) {
        // when
        UrlPolicy.Verdict verdict = UrlPolicy.judge(text);

        // then
        assertThat(verdict.fold(URI::toString, reason -> reason)).isEqualTo(expected);
        assertThat(UrlPolicy.judge(expected)).as("once more").isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://example.com/            | must begin with http:// or https://",
                "http://u@example.com/         | must not hold a user or password; use a header",
                "http://example.com/#a         | must not hold a fragment ('#')",
                "http://a_b.example/           | has no valid host and port",
                "http://example.com:0/         | has a port outside 1 to 65535",
                "http://example.com:65536/     | has a port outside 1 to 65535",
                "http://0x7f000001/            | has a host that is a number; write an IPv4 address as four decimal parts",
                "http://[fe80::1%25eth0]/      | must not hold an IPv6 zone",
                "http://example.com/a b        | holds a character that RFC 3986 does not allow in a URL",
                "http://example.com/%4         | holds a '%' that is not followed by two hexadecimal digits"
            },
            quoteCharacter = '§')
    void saysWhatIsWrong(String text, String reason) {
        // when
        String refused = UrlPolicy.judge(text).fold(URI::toString, r -> r);

        // then
        assertThat(refused).isEqualTo(reason);
    }

    @Test
    @Timeout(60) // a guard against hanging
    void acceptsOnlyWhatItAcceptsAgainOnRandomInput() {
        // given
        Random random = Seeded.random(UrlPolicyTest.class);
        List<String> parts = List.of(
                "http", "https", ":", "/", "//", "@", ".", "[", "]", "::1", "127", "0x7f", "a", "com", "%41", "%", "#",
                "?", ":80", "-", "_", "\\", "é", " ", "xn--");
        int hits = 0;
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) > 0 ? "http://" : "");
            for (int i = random.nextInt(8); i > 0; i--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }

            // when
            Optional<URI> url = accepted(text.toString());

            // then
            if (url.isPresent()) {
                hits++;
                assertThat(accepted(url.get().toString())).as("%s", text).contains(url.get());
                assertThat(url.get().getHost()).as("%s", text).isNotEmpty();
                assertThat(url.get().getUserInfo()).as("%s", text).isNull();
                assertThat(url.get().toString()).as("%s", text).isEqualToIgnoringCase(text.toString());
            }
        }
        assertThat(hits).isPositive();
    }
}
