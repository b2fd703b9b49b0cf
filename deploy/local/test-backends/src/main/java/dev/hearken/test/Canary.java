package dev.hearken.test;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A secret that is planted in one place and looked for in others.
 *
 * @param text long enough to occur by chance nowhere
 */
public record Canary(String text) {
    /** Insists on a length at which its encodings are its own. */
    public Canary {
        if (text.length() < 16) {
            throw new IllegalArgumentException("a canary has at least 16 characters");
        }
    }

    /**
     * Whether a text holds it: as it stands, by percent encoding, in hexadecimal digits, or within something in base64.
     */
    public boolean isIn(String place) {
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return Stream.concat(
                        Stream.of(
                                text,
                                URLEncoder.encode(text, StandardCharsets.UTF_8),
                                hex,
                                hex.toUpperCase(Locale.ROOT)),
                        IntStream.range(0, 3)
                                .mapToObj(this::base64)
                                .flatMap(base64 -> Stream.of(
                                        base64, base64.replace('+', '-').replace('/', '_'))))
                .anyMatch(place::contains);
    }

    /** The characters of base64 that depend on nothing else, this many bytes behind a multiple of three. */
    private String base64(int shift) {
        String all = Base64.getEncoder().encodeToString((" ".repeat(shift) + text).getBytes(StandardCharsets.UTF_8));
        return all.substring(shift == 0 ? 0 : 4, all.length() - 4);
    }
}
