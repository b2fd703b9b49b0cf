package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.format.EventJson;
import dev.hearken.language.template.RenderFailure.Reason;
import dev.hearken.model.delivery.Escaping;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SecretSlot;
import dev.hearken.test.marks.Threat;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120) // a guard against hanging
class BodyTemplateTest {
    private static String text(RenderedBody body) {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            {"a": "${{metadata.rows}}"}                      ; {"a":120}
            {"a": "${{metadata.ratio}}"}                     ; {"a":0.10}
            {"a": "${{metadata.big}}"}                       ; {"a":1e400}
            {"a": "${{metadata.ok}}"}                        ; {"a":true}
            {"a": "${{metadata.object}}"}                    ; {"a":{"a":[null,{"b":0.10}]}}
            {"a": "${{metadata.quote}}"}                     ; {"a":"say \\"hi\\"\\n"}
            {"a": "${{metadata.half}}"}                      ; {"a":"a\\ud83d"}
            {"a": "x${{metadata.half}}"}                     ; {"a":"xa\\ud83d"}
            {"a": "${{metadata.none}}"}                      ; {"a":null}
            {"a": "${{execution.error}}"}                    ; {"a":null}
            {"a": " ${{metadata.rows}}"}                     ; {"a":" 120"}
            {"a": "${{metadata.rows}}${{metadata.none}}"}    ; {"a":"120"}
            {"a": "in ${{metadata.object}}"}                 ; {"a":"in {\\"a\\":[null,{\\"b\\":0.10}]}"}
            {"a": "in ${{metadata.quote}}"}                  ; {"a":"in say \\"hi\\"\\n"}
            {"a": "${{metadata.rows | upper}}"}              ; {"a":"120"}
            {"a": "${{tasks[1].name}}"}                      ; {"a":"lo\\"ad"}
            {"a": "${{metadata['rows read']}}"}              ; {"a":7}
            {"a": "${{erathos.ROWS}}"}                       ; {"a":120}
            {"a": "${{raw.metadata.rows}}"}                  ; {"a":120}
            {"a": "${{event.id}} ${{event.type}}"}           ; {"a":"ev-1 execution.succeeded"}
            {"a": "${{listener.id}}"}                        ; {"a":"01JDXYZABCDEFGHJKMNPQRSTVW"}
            {"a": "${{listener.revision}}"}                  ; {"a":4}
            {"a": "${{listener.labels}}"}                    ; {"a":{"team":"data"}}
            {"a": "${{delivery.createdAt}}"}                 ; {"a":"2026-01-07T02:15:01Z"}
            {"a": "${{variables.host}}"}                     ; {"a":"airflow.example.com"}
            {"n ${{metadata.quote}}": 1}                     ; {"n say \\"hi\\"\\n":1}
            {"${{metadata.rows}}": [[], {}, ""]}             ; {"120":[[],{},""]}
            {"a": "$${{metadata.rows}} $"}                   ; {"a":"${{metadata.rows}} $"}
            ["${{metadata.list}}", 1.50, null, false]        ; [[1,"a"],1.50,null,false]
            {"a": "${{secrets.token}}"}                      ; {"a":"s3cr\\"t\\n"}
            {"a": "x ${{secrets.token | base64}}"}           ; {"a":"x czNjciJ0Cg=="}
            {"a": "${{secrets.plain | json}}"}               ; {"a":"abc"}
            """, delimiter = ';', quoteCharacter = '§')
    void rendersJsonByItsStructure(String body, String rendered) {
        assertThat(Scopes.body(
                        EventJson.object(("{\"b\":" + body + "}").getBytes(StandardCharsets.UTF_8))
                                .orElseThrow()
                                .get("b"),
                        "",
                        false))
                .isEqualTo(rendered);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            text/plain                         ; ${{metadata.quote}}|${{metadata.none}}|${{metadata.object}} ; say "hi"¶||{"a":[null,{"b":0.10}]}
            none                               ; ${{metadata.xml}}                      ; <a href='x'>&</a>
            application/json                   ; {"a": "x ${{metadata.quote}}"}         ; {"a": "x say \\"hi\\"\\n"}
            application/json; charset=utf-8    ; {"a": "\\"${{metadata.quote}}"}        ; {"a": "\\"say \\"hi\\"\\n"}
            APPLICATION/problem+JSON           ; {"a": "${{metadata.object}}"}          ; {"a": "{\\"a\\":[null,{\\"b\\":0.10}]}"}
            application/json                   ; {"a": ${{metadata.rows}}}              ; {"a": 120}
            application/json                   ; {"a": ${{metadata.quote}}}             ; {"a": "say \\"hi\\"\\n"}
            application/json                   ; {"a": ${{metadata.object | json}}}     ; {"a": {"a":[null,{"b":0.10}]}}
            application/json                   ; {"a": "${{metadata.list | json}}"}     ; {"a": "[1,\\"a\\"]"}
            application/json                   ; {"a": ${{metadata.none}}, "b": "${{metadata.none}}"} ; {"a": null, "b": ""}
            application/json                   ; {"a": ${{secrets.token}}, "b": "${{secrets.token}}"} ; {"a": "s3cr\\"t\\n", "b": "s3cr\\"t\\n"}
            application/x-www-form-urlencoded  ; a=${{metadata.path}}&b=${{secrets.token}} ; a=a+b%2F%C3%BC%3F%26%3D&b=s3cr%22t%0A
            application/xml                    ; <b>${{metadata.xml}}</b>               ; <b>&lt;a href=&#39;x&#39;&gt;&amp;&lt;/a&gt;</b>
            text/html; charset=utf-8           ; <b>${{metadata.quote}}</b>             ; <b>say &quot;hi&quot;¶</b>
            application/soap+xml               ; ${{secrets.token}}                     ; s3cr&quot;t¶
            text/plain                         ; $${{x}} costs $5                       ; ${{x}} costs $5
            """, delimiterString = " ; ", quoteCharacter = '§')
    void escapesATextByItsContentType(String type, String body, String rendered) {
        assertThat(Scopes.body(TextNode.valueOf(body), type.equals("none") ? "" : type, false))
                .isEqualTo(rendered.replace("¶", "\n"));
    }

    @Test
    void rendersErathosAirflowBody() {
        // given
        CallbackScope scope = Scopes.of("""
                {"metadata": {"SCHEMA_NAME": "raw", "TABLE_NAME": "users", "ROWS": 120, "TRIGGERED_BY": "Erathos Schedule"}}""");
        JsonNode body = Scopes.json("""
                {"conf": {"schema": "${{erathos.schema_name}}", "table": "${{erathos.TABLE_NAME}}", "rows": "${{erathos.rows}}"},
                 "note": "by ${{erathos.triggered_by}}"}""");

        // when
        RenderedBody rendered =
                Scopes.rendered(BodyTemplate.of(body, "application/json").render(scope, true));

        // then
        assertThat(rendered.contentType()).isEqualTo("application/json");
        assertThat(text(rendered)).isEqualTo("""
                {"conf":{"schema":"raw","table":"users","rows":120},"note":"by Erathos Schedule"}""");
    }

    @Test
    void rendersATrifactaPlansText() {
        // given
        CallbackScope scope = Scopes.of("""
                {"workflow": {"name": "Nightly \\"load\\""}, "execution": {"id": "812", "durationMs": 61000},
                 "tasks": [{"name": "Ping API", "returnCode": 200}]}""");
        JsonNode body = TextNode.valueOf("""
                {"text":"Plan ${{workflow.name}} run ${{execution.id}} took ${{execution.durationMs|duration}}; \
                step ${{tasks[0].name}} -> ${{tasks[0].returnCode}}"}""");

        // when
        RenderedBody rendered =
                Scopes.rendered(BodyTemplate.of(body, "application/json").render(scope, true));

        // then
        assertThat(text(rendered)).isEqualTo("""
                {"text":"Plan Nightly \\"load\\" run 812 took 1m 1s; step Ping API -> 200"}""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"${{metadata.none}}\"}",
                "\"x ${{metadata.none | upper}}\"",
                "{\"x${{metadata.none}}\": 1}"
            })
    void failsOnAnAbsentValueIfTheListenerIsStrict(String body) {
        // given
        BodyTemplate template = BodyTemplate.of(Scopes.json(body), "");

        // when
        RenderFailure failure = Scopes.failure(template.render(Scopes.standard(), true));

        // then
        assertThat(failure).isEqualTo(new RenderFailure(Reason.ABSENT, "metadata.none is absent"));
    }

    @Test
    void isContentWithADefaultOrNullIfTheListenerIsStrict() {
        assertThat(Scopes.body(
                        Scopes.json("[\"${{metadata.none | default(0)}}\", \"${{execution.error}}\"]"), "", true))
                .isEqualTo("[0,null]");
    }

    @Test
    @Threat("H4")
    void leavesSlotsForSecrets() {
        // given
        JsonNode body = Scopes.json("{\"ü\": \"${{secrets.token}}\", \"b\": \"x ${{ secrets['a b']|upper }} y\"}");

        // when
        RenderedBody rendered = Scopes.rendered(BodyTemplate.of(body, "").render(Scopes.standard(), false));

        // then
        assertThat(text(rendered)).isEqualTo("{\"ü\":\"\",\"b\":\"x  y\"}");
        assertThat(rendered.slots())
                .containsExactly(
                        new SecretSlot(7, "${{secrets.token}}", Escaping.JSON),
                        new SecretSlot(16, "${{secrets['a b'] | upper}}", Escaping.JSON));
        assertThat(SecretFiller.fill(rendered, name -> Optional.of("***"))
                        .<String>fold(bytes -> new String(bytes, StandardCharsets.UTF_8), missing -> missing))
                .isEqualTo("{\"ü\":\"***\",\"b\":\"x *** y\"}");
    }

    @Test
    void namesTheSecretThatIsMissing() {
        // given
        RenderedBody rendered = new RenderedBody(
                "", new byte[0], List.of(new SecretSlot(0, "${{secrets.gone | base64}}", Escaping.NONE)));
        RenderedBody foreign =
                new RenderedBody("", new byte[0], List.of(new SecretSlot(0, "${{event}}", Escaping.NONE)));

        // then
        assertThat(SecretFiller.fill(rendered, name -> Optional.empty())).isEqualTo(new SecretFiller.Missing("gone"));
        assertThat(SecretFiller.fill(foreign, name -> Optional.of("x")))
                .isEqualTo(new SecretFiller.Missing("${{event}}"));
    }

    @Test
    void boundsWhatFiltersMakeOfSecrets() {
        // given
        String quotes = "\"".repeat(1_500);
        RenderedBody rendered = new RenderedBody(
                "",
                new byte[0],
                Collections.nCopies(
                        200, new SecretSlot(0, "${{secrets.a" + " | json".repeat(8) + "}}", Escaping.NONE)));

        // when
        SecretFiller.Filling filling = SecretFiller.fill(rendered, name -> Optional.of(quotes));

        // then
        assertThat(filling).isEqualTo(new SecretFiller.Missing("a"));
    }

    @Test
    @Threat("D8")
    void stopsAtItsLimit() {
        // given
        String value = "x".repeat(100_000);
        CallbackScope scope = Scopes.of("{\"metadata\": {\"v\": \"" + value + "\"}}");
        BodyTemplate expanding = BodyTemplate.of(TextNode.valueOf("${{event}}".repeat(200)), "");
        BodyTemplate fitting = BodyTemplate.of(TextNode.valueOf("${{metadata.v}}".repeat(10) + "y".repeat(48_576)), "");
        BodyTemplate tooLarge =
                BodyTemplate.of(TextNode.valueOf("${{metadata.v}}".repeat(10) + "y".repeat(48_577)), "");

        // then
        assertThat(Scopes.failure(expanding.render(scope, false)).reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(Scopes.rendered(fitting.render(scope, false)).bytes()).hasSize(BodyTemplate.MAX_OUTPUT);
        assertThat(Scopes.failure(tooLarge.render(scope, false)).reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void doesNotSpellAnEventWithoutEnd() {
        // given
        CallbackScope scope = Scopes.of("{\"metadata\": {\"v\": \"" + "x".repeat(500_000) + "\"}}");
        BodyTemplate template = BodyTemplate.of(TextNode.valueOf("${{event | truncate(1)}}".repeat(200)), "");

        // when
        RenderFailure failure = Scopes.failure(template.render(scope, false));

        // then
        assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void insertsDeepValues() {
        // given
        String deep = "[".repeat(150) + "]".repeat(150);
        CallbackScope scope = Scopes.of("{\"metadata\": {\"v\": " + deep + "}}");
        JsonNode body = Scopes.json("[".repeat(31) + "\"${{metadata.v}}\"" + "]".repeat(31));

        // when
        RenderedBody rendered = Scopes.rendered(BodyTemplate.of(body, "").render(scope, false));

        // then
        assertThat(text(rendered)).isEqualTo("[".repeat(181) + "]".repeat(181));
    }
}
