package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.Seeded;
import dev.hearken.format.EventJson;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.model.listener.RandomDefinitions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CompiledCallbackTest {
    private static CompiledCallback compiled(String callback) {
        JsonNode document = Scopes.json("{\"name\": \"n\", \"callback\": " + callback + "}");
        return ListenerJson.read(document, UnknownFields.REFUSED)
                .fold(definition -> CompiledCallback.of(definition.callback().fold(http -> http)), errors -> {
                    throw new AssertionError(errors);
                });
    }

    @Test
    void rendersTheCallbackOfTheContract() {
        // given
        CompiledCallback callback = compiled("""
                {"type": "http", "url": "https://${{variables.host}}/api/v1/dags/x/dagRuns",
                 "headers": {"Content-Type": "application/json", "Authorization": "Basic ${{secrets.plain}}"},
                 "body": {"conf": {"rows": "${{metadata.rows}}", "took": "${{execution.durationMs | duration}}"}}}""");
        CallbackScope scope = Scopes.standard();

        // when
        URI url = Scopes.rendered(callback.url().render(scope, false));
        String authorization =
                Scopes.rendered(callback.headers().get("Authorization").render(scope, false));
        RenderedBody body = Scopes.rendered(callback.body().orElseThrow().render(scope, false));

        // then
        assertThat(url).hasToString("https://airflow.example.com/api/v1/dags/x/dagRuns");
        assertThat(authorization).isEqualTo("Basic abc");
        assertThat(new String(body.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"conf\":{\"rows\":120,\"took\":\"33s\"}}");
        assertThat(callback.headUsesEvent()).isFalse();
    }

    @Test
    void tellsWhetherTheHeadNeedsTheEvent() {
        assertThat(compiled("""
                {"type": "http", "url": "https://a.example/", "headers": {"A": "${{event.id}}"}}""").headUsesEvent()).isTrue();
        assertThat(compiled("""
                {"type": "http", "url": "https://a.example/${{task.name}}"}""").headUsesEvent()).isTrue();
        assertThat(compiled("""
                {"type": "http", "url": "https://a.example/", "body": "${{event}}"}""").headUsesEvent()).isFalse();
    }

    @Test
    void compilesEveryDefinitionThatCanBeRead() {
        // given
        RandomDefinitions definitions = new RandomDefinitions(Seeded.random(CompiledCallbackTest.class));
        for (int round = 0; round < 1_000; round++) {
            HttpCallback callback = definitions.next().callback().fold(http -> http);

            // when
            CompiledCallback compiled = CompiledCallback.of(callback);

            // then
            assertThat(compiled.headers().keySet())
                    .containsExactlyElementsOf(callback.headers().keySet());
            assertThat(compiled.references()).isEqualTo(callback.references());
            assertThat(compiled.body().isPresent()).isEqualTo(callback.body() != null);
        }
    }

    /** What a listener without references sent before there were templates, it sends still. */
    @Test
    void sendsAFixedBodyAsItStands() {
        // given
        JsonNode body = EventJson.object(
                        "{\"b\": {\"text\": \"dö\\\"ne\\n\", \"rows\": 1.50, \"big\": 1E+400, \"n\": [null, true, {}, []]}}"
                                .getBytes(StandardCharsets.UTF_8))
                .orElseThrow()
                .get("b");

        // when
        RenderedBody rendered = Scopes.rendered(BodyTemplate.of(body, "").render(Scopes.standard(), true));

        // then
        assertThat(rendered.contentType()).isEqualTo("application/json");
        assertThat(new String(rendered.bytes(), StandardCharsets.UTF_8)).isEqualTo(body.toString());
        assertThat(rendered.slots()).isEmpty();
    }
}
