package dev.hearken.registry.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.registry.platform.StrictJson.Read.Malformed;
import dev.hearken.test.marks.Threat;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StrictJsonTest {
    @ParameterizedTest
    @Threat("D9")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2}            | /a    | At line 1, column 11: the same key stands twice in one object",
                "{\"a\":{\"b\":1,\"b\":2}}    | /a/b  | At line 1, column 16: the same key stands twice in one object",
                "{\"a\":1} {                  | ``    | At line 1, column 9: something follows the JSON value",
                "{\"a\":}                     | /a    | At line 1, column 6: it is not well-formed JSON",
                "{\"a\":tru}                  | /a    | At line 1, column 6: it is not well-formed JSON",
                "{'a':1}                      | ``    | At line 1, column 2: it is not well-formed JSON",
                "{\"a\":NaN}                  | /a    | At line 1, column 9: it is not well-formed JSON",
                "{\"a\":01}                   | /a    | At line 1, column 7: it is not well-formed JSON",
                "{\"a\":\"\\u0000\"}          | /a    | The string holds the character NUL",
                "{\"a\":[\"x\",\"\\u0000\"]}  | /a/1  | The string holds the character NUL",
                "{\"a\":{\"\\u0000\":1}}      | /a    | A key holds the character NUL",
                "{\"a\":\"\\ud800\"}          | /a    | The string holds half of a surrogate pair",
                "{\"a/b\":\"\\udc00x\"}       | /a~1b | The string holds half of a surrogate pair",
            })
    void namesPlaceAndReason(String text, String pointer, String reason) {
        // when
        Malformed fault = malformed(text.getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(fault.pointer()).isEqualTo(pointer);
        assertThat(fault.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "{", "[1,", "\"a"})
    void refusesWhatIsNoValue(String text) {
        // when
        Malformed fault = malformed(text.getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(fault.reason()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1E2147483650}", "{\"a\":1.5E-2147483650}", "{\"a\":1E99999999999}"})
    void refusesAnExponentThatNoNumberHolds(String text) {
        // when
        Malformed fault = malformed(text.getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(fault.reason()).contains("number");
    }

    @Test
    @Threat("D12")
    void refusesBytesThatAreNotUtf8() {
        // given an overlong form of '/'
        byte[] bytes = {'"', (byte) 0xC0, (byte) 0xAF, '"'};

        // when
        Malformed fault = malformed(bytes);

        // then
        assertThat(fault.reason()).isEqualTo("The body is not valid UTF-8");
    }

    @Test
    @Threat("D12")
    void refusesAByteOrderMark() {
        // given
        byte[] bytes = "\uFEFF{}".getBytes(StandardCharsets.UTF_8);

        // when
        Malformed fault = malformed(bytes);

        // then
        assertThat(fault.reason()).contains("not well-formed");
    }

    @Test
    void readsUpToTheDepthThatItNames() {
        // when
        JsonNode deep = value("[".repeat(32) + "]".repeat(32));
        Malformed tooDeep = malformed(("[".repeat(33) + "]".repeat(33)).getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(deep.isArray()).isTrue();
        assertThat(tooDeep.reason()).contains("nested more than 32 levels");
    }

    @Test
    @Threat("D11")
    void survivesADepthThatWouldOverflowTheStack() {
        // given
        byte[] bytes = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        // when
        Malformed fault = malformed(bytes);

        // then
        assertThat(fault.reason()).contains("nested more than 32 levels");
    }

    @Test
    @Threat("D11")
    void refusesANumberOfManyDigits() {
        // when
        Malformed fault = malformed("1".repeat(65).getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(fault.reason()).contains("longer than 64 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "12345678901234567890.5", "9007199254740993", "{\"b\":1,\"a\":\"😀\"}", "null"})
    void keepsEveryDigitAndTheOrderOfKeys(String text) {
        // when
        JsonNode value = value(text);

        // then
        assertThat(value).hasToString(text);
    }

    private static Malformed malformed(byte[] bytes) {
        return StrictJson.read(bytes)
                .fold(
                        value -> {
                            throw new AssertionError("accepted: " + value);
                        },
                        fault -> fault);
    }

    private static JsonNode value(String text) {
        return StrictJson.read(text.getBytes(StandardCharsets.UTF_8)).fold(value -> value, fault -> {
            throw new AssertionError("refused: " + fault);
        });
    }
}
