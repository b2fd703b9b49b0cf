package dev.hearken.language.template;

import dev.hearken.language.template.RenderFailure.Reason;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.listener.ListenerId;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UrlTemplateTest {
    private static Rendering<URI> render(String template) {
        return UrlTemplate.of(Template.of(template)).render(Scopes.standard(), false);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://a.example/x                                          ; https://a.example/x
            HTTPS://A.Example/${{metadata.table}}                        ; https://a.example/users
            https://a.example/${{metadata.path}}                         ; https://a.example/a%20b%2F%C3%BC%3F%26%3D
            https://a.example/?q=${{metadata.path}}&n=${{metadata.rows}} ; https://a.example/?q=a%20b%2F%C3%BC%3F%26%3D&n=120
            https://a.example/${{metadata.evil}}                         ; https://a.example/a%0D%0AX%3A%20y
            https://a.example/${{metadata.none}}/b                       ; https://a.example//b
            https://a.example/${{metadata.none | default('c')}}/b        ; https://a.example/c/b
            https://a.example/v${{metadata.dots}}                        ; https://a.example/v..
            https://a.example/?q=${{metadata.dots}}                      ; https://a.example/?q=..
            https://a.example/./${{metadata.table}}                      ; https://a.example/./users
            https://a.example/${{metadata.object}}                       ; https://a.example/%7B%22a%22%3A%5Bnull%2C%7B%22b%22%3A0.10%7D%5D%7D
            https://a.example/${{secrets.token}}                         ; https://a.example/s3cr%22t%0A
            ${{variables.url}}                                           ; https://a.example:1/x?y=z
            https://${{variables.host}}/api/v1                           ; https://airflow.example.com/api/v1
            https://${{metadata.host}}                                   ; https://h.example:8443
            https://${{metadata.host}}?x                                 ; https://h.example:8443?x
            https://${{metadata.table}}.example.com/x                    ; https://users.example.com/x
            https://${{variables.host}}:${{variables.port}}/x            ; https://airflow.example.com:8080/x
            https://a.example:${{variables.port}}/x                      ; https://a.example:8080/x
            """, delimiter = ';', quoteCharacter = '§')
    void encodesValuesByTheirPlace(String template, String url) {
        assertThat(UrlTemplate.fault(Template.of(template))).isEmpty();
        assertThat(Scopes.rendered(render(template))).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://${{variables.bad}}/x                  ; CHARACTER ; variables.bad
            https://${{metadata.evil}}/x                  ; CHARACTER ; metadata.evil
            https://${{variables.bad}}.example.com/       ; CHARACTER ; variables.bad
            https://${{metadata.path}}.example.com/       ; CHARACTER ; metadata.path
            https://a.example:${{variables.bad}}/         ; CHARACTER ; variables.bad
            https://a.example${{variables.bad}}           ; CHARACTER ; variables.bad
            https://${{metadata.none}}/x                  ; URL       ; metadata.none
            https://a.example:${{metadata.none}}/x        ; URL       ; metadata.none
            https://${{metadata.rows}}/x                  ; URL       ; metadata.rows
            ${{metadata.table}}                           ; URL       ; metadata.table
            ${{metadata.evil}}                            ; URL       ; metadata.evil
            ${{secrets.plain}}                            ; URL       ; secrets.plain
            https://a.example/${{metadata.dots}}/admin    ; URL       ; metadata.dots
            https://a.example/${{metadata.dots}}          ; URL       ; metadata.dots
            https://a.example/${{secrets.none}}           ; SECRET    ; secrets.none
            """, delimiter = ';', quoteCharacter = '§')
    void failsOnAValueThatLeavesItsPlace(String template, Reason reason, String named) {
        // when
        RenderFailure failure = Scopes.failure(render(template));

        // then
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.detail()).contains(named).doesNotContain("abc").doesNotContain("a/b");
    }

    @Test
    void failsOnAUrlThatGrowsTooLong() {
        // given
        CallbackScope scope = Scopes.of("{\"metadata\": {\"v\": \"" + "é".repeat(400) + "\"}}");

        // when
        RenderFailure failure = Scopes.failure(
                UrlTemplate.of(Template.of("https://a.example/${{metadata.v}}")).render(scope, false));

        // then
        assertThat(failure.reason()).isEqualTo(Reason.URL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http${{variables.s}}://a.example/",
                "${{variables.scheme}}://a.example/",
                "${{variables.base}}/hook",
                "ftp://${{variables.host}}/",
                "https://user:${{secrets.plain}}@a.example/",
                "https://a.example/${{metadata.a}}#f",
                "https:///${{metadata.a}}",
                "https://a.example/ ${{metadata.a}}",
                "https://${{variables.host}}:0/",
                "https://-${{variables.host}}/"
            })
    void seesAtRegistrationThatNoValueCanHelp(String template) {
        assertThat(UrlTemplate.fault(Template.of(template))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://a.example/x                 ; a.example
            https://a.example/${{metadata.a}}   ; a.example
            https://a.example?${{metadata.a}}   ; a.example
            https://${{variables.host}}/        ; templated
            https://x${{variables.host}}/       ; templated
            https://a.example${{metadata.a}}    ; templated
            ${{variables.url}}                  ; templated
            """, delimiter = ';')
    void tellsTheHostThatNoValueChanges(String template, String host) {
        assertThat(UrlTemplate.of(Template.of(template))
                        .fixedHost()
                        .map(URI::getHost)
                        .orElse("templated"))
                .isEqualTo(host);
    }

    @Test
    void doesNotAskForTheEventWhereNoReferenceNeedsIt() {
        // given
        CallbackScope scope = new CallbackScope(
                () -> {
                    throw new AssertionError("asked for the event");
                },
                Map.of("host", "a.example"),
                new CallbackScope.ListenerFacts(new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"), "n", 1, Map.of()),
                new CallbackScope.DeliveryFacts(new DeliveryId("msg_3tl2y7oc3t3n3lrsirxnbaswfg"), 3, Instant.EPOCH),
                name -> Optional.of("s"));
        UrlTemplate template = UrlTemplate.of(Template.of(
                "https://${{variables.host}}/${{secrets.k}}/${{listener.revision}}?a=${{delivery.attempt}}"));

        // when
        URI url = Scopes.rendered(template.render(scope, true));

        // then
        assertThat(url).hasToString("https://a.example/s/1?a=3");
        assertThat(template.usesEvent()).isFalse();
    }
}
