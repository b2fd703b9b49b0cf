package dev.hearken.language.template;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.test.marks.Threat;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FiltersTest {
    /** What {@code ${{metadata.v | …}}} is as a JSON value where v is this JSON; absent for "absent". */
    private static String filtered(String value, String filters) {
        String data = value.equals("absent") ? "{\"metadata\": {}}" : "{\"metadata\": {\"v\": " + value + "}}";
        return new String(
                Scopes.rendered(BodyTemplate.of(
                                        Scopes.json(TextNode.valueOf("${{metadata.v | " + filters + "}}")
                                                .toString()),
                                        "application/json")
                                .render(Scopes.of(data), false))
                        .bytes(),
                StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            33000                         ; duration                        ; "33s"
            65000                         ; duration                        ; "1m 5s"
            65999                         ; duration                        ; "1m 5s"
            7203000                       ; duration                        ; "2h 0m 3s"
            3600000                       ; duration                        ; "1h 0m 0s"
            93603000                      ; duration                        ; "26h 0m 3s"
            0                             ; duration                        ; "0s"
            450                           ; duration                        ; "450ms"
            999.9                         ; duration                        ; "999ms"
            -65000                        ; duration                        ; "-1m 5s"
            "61000"                       ; duration                        ; "1m 1s"
            "soon"                        ; duration                        ; "soon"
            true                          ; duration                        ; true
            1e400                         ; duration                        ; 1e400
            {"a": [1, "b"]}               ; json                            ; {"a":[1,"b"]}
            {"a": [1, "b"]}               ; json | json                     ; "{\\"a\\":[1,\\"b\\"]}"
            {"a": [1, "b"]}               ; json | upper                    ; "{\\"A\\":[1,\\"B\\"]}"
            "x"                           ; json                            ; "x"
            null                          ; json                            ; null
            null                          ; json | upper                    ; "NULL"
            absent                        ; json                            ; null
            absent                        ; default('a b')                  ; "a b"
            absent                        ; default(0)                      ; 0
            absent                        ; upper | default('x') | upper    ; "X"
            null                          ; default('x')                    ; "x"
            ""                            ; default('x')                    ; ""
            0.10                          ; default('x')                    ; 0.10
            false                         ; default('x')                    ; false
            [1]                           ; default('x')                    ; [1]
            "straße"                      ; upper                           ; "STRASSE"
            "ÄB"                          ; lower                           ; "äb"
            120                           ; upper                           ; "120"
            absent                        ; upper                           ; null
            null                          ; upper                           ; null
            "a😀bc"                       ; truncate(2)                     ; "a😀"
            "a😀bc"                       ; truncate(4)                     ; "a😀bc"
            "a😀bc"                       ; truncate(0)                     ; ""
            "ab😀c"                       ; tail(2)                         ; "😀c"
            "abc"                         ; tail(9)                         ; "abc"
            12345                         ; tail(2)                         ; "45"
            "user:pässword"               ; base64                          ; "dXNlcjpww6Rzc3dvcmQ="
            "a b/ü~?"                     ; urlencode                       ; "a%20b%2F%C3%BC~%3F"
            "2026-01-07T02:14:27.5Z"      ; date('yyyy-MM-dd HH:mm')        ; "2026-01-07 02:14"
            "2026-01-07T02:14:27-03:00"   ; date('HH:mm', 'Europe/Berlin')  ; "06:14"
            "2026-01-07T02:14:27+00:00"   ; date('EEE d MMM')               ; "Wed 7 Jan"
            "2026-01-07 02:14:27"         ; date('HH:mm:ss')                ; "02:14:27"
            1700000000000                 ; date('yyyy-MM-dd')              ; "2023-11-14"
            "yesterday"                   ; date('yyyy')                    ; "yesterday"
            "2026-13-07T02:14:27Z"        ; date('yyyy')                    ; "2026-13-07T02:14:27Z"
            99999999999999999999          ; date('yyyy')                    ; 99999999999999999999
            """, delimiter = ';', quoteCharacter = '§')
    void makesThis(String value, String filters, String made) {
        assertThat(filtered(value, filters)).isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${{metadata.table | duration}}", "${{metadata.ok | date('yyyy')}}"})
    void failsWhereItDoesNotFitIfTheListenerIsStrict(String template) {
        // given
        BodyTemplate body = BodyTemplate.of(TextNode.valueOf(template), "");

        // when
        RenderFailure failure = Scopes.failure(body.render(Scopes.standard(), true));

        // then
        assertThat(failure.reason()).isEqualTo(RenderFailure.Reason.UNFIT);
        assertThat(failure.detail()).contains("metadata.");
    }

    @Test
    @Threat("D8")
    void cannotBeStackedToMultiplyAText() {
        // given
        String quotes = "{\"metadata\": {\"v\": \"" + "\\\"".repeat(10_000) + "\"}}";
        BodyTemplate body =
                BodyTemplate.of(TextNode.valueOf("${{metadata.v" + " | json".repeat(9) + " | truncate(1)}}"), "");

        // when
        RenderFailure failure = Scopes.failure(body.render(Scopes.of(quotes), false));

        // then
        assertThat(failure.reason()).isEqualTo(RenderFailure.Reason.TOO_LARGE);
    }
}
