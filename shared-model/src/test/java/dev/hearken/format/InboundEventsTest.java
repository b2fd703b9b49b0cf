package dev.hearken.format;

import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.hearken.format.Decodings.event;
import static dev.hearken.format.Decodings.golden;
import static dev.hearken.format.Decodings.recognised;
import static dev.hearken.format.Decodings.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

class InboundEventsTest {
    @ParameterizedTest
    @CsvSource({
        "factotum-job-created, factotum, factotum",
        "mistral-task-failed, mistral, mistral",
        "conductor-task-failed, conductor, conductor",
        "serverless-workflow-started, serverless-workflow, /flow",
        "serverless-workflow-started, cloudevents, /flow"
    })
    void readsTheFormatThatTheRecordNames(String file, String format, String source) {
        // given: a content type that says nothing
        Map<String, String> headers = format.equals("factotum")
                ? Map.of("hearken-format", format, "content-type", "application/json; charset=utf-8")
                : Map.of("hearken-format", format);

        // when
        WorkflowEvent event = event(recognised(headers, golden(file)));

        // then
        assertThat(event.source()).isEqualTo(source);
        assertThat(event.tenant()).isEqualTo(Decodings.TENANT);
    }

    @Test
    void believesTheRecordMoreThanItsTopic() {
        // when
        Decoding decoding = InboundEvents.decode(
                Decodings.TENANT,
                Map.of("hearken-format", "mistral"),
                golden("mistral-task-failed").getBytes(StandardCharsets.UTF_8),
                Decodings.RECORD_TIME,
                Optional.of(InboundFormat.FACTOTUM));

        // then
        assertThat(event(decoding).source()).isEqualTo("mistral");
    }

    @Test
    void believesTheTopicMoreThanTheShape() {
        // when
        Decoding decoding = Decodings.of(golden("mistral-task-failed"), InboundFormat.FACTOTUM);

        // then
        assertThat(undecodable(decoding).reason()).isEqualTo(InvalidEventReason.UNKNOWN_TYPE);
        assertThat(undecodable(decoding).detail()).contains("schema");
    }

    @Test
    void recognisesAShapeWhateverTheContentTypeSays() {
        // when
        Decoding decoding =
                recognised(Map.of("content-type", "application/json"), golden("mistral-workflow-succeeded"));

        // then
        assertThat(event(decoding).type()).isEqualTo(EventType.EXECUTION_SUCCEEDED);
    }

    @Test
    void readsLifecycleEventsInBinaryMode() {
        // given
        Map<String, String> headers = Map.of(
                "ce_specversion", "1.0",
                "ce_id", "7",
                "ce_source", "/flow",
                "ce_type", "io.serverlessworkflow.workflow.suspended.v1");

        // when
        WorkflowEvent event = event(recognised(headers, "{\"name\": \"a-1.b\"}"));

        // then
        assertThat(event.type()).isEqualTo(EventType.EXECUTION_PAUSED);
        assertThat(event.workflow().name()).isEqualTo("a");
        assertThat(event.time()).isEqualTo(Decodings.RECORD_TIME);
    }

    @Test
    void takesCloudEventsOfOtherTypesWhereItIsTold() {
        // given
        Map<String, String> headers = Map.of(
                "hearken-format", "any-cloudevents",
                "ce_specversion", "1.0",
                "ce_id", "7",
                "ce_source", "/shop",
                "ce_type", "com.example.order.paid",
                "ce_subject", "order-42");

        // when
        WorkflowEvent event = event(recognised(headers, "{\"sum\": 12.50}"));

        // then
        assertThat(event.type()).isEqualTo(EventType.TASK_PROGRESS);
        assertThat(event.workflow().name()).isEqualTo("/shop");
        assertThat(event.executionId()).isEqualTo("order-42");
        assertThat(event.taskName()).isEqualTo("com.example.order.paid");
        assertThat(event.data().at("/metadata/sum").asText()).isEqualTo("12.50");
    }

    @Test
    void takesTheIdForTheExecutionOfACloudEventWithoutASubject() {
        // when
        Decoding decoding = Decodings.of("""
                {"specversion": "1.0", "id": "7", "source": "/shop", "type": "order", "data": {}}""", InboundFormat.ANY_CLOUDEVENTS);

        // then
        assertThat(event(decoding).executionId()).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"x\""})
    void refusesOtherCloudEventsWithoutAnObject(String data) {
        // when
        Decoding decoding = Decodings.of(
                "{\"specversion\": \"1.0\", \"id\": \"7\", \"source\": \"/s\", \"type\": \"t\", \"data\": " + data
                        + "}",
                InboundFormat.ANY_CLOUDEVENTS);

        // then
        assertThat(undecodable(decoding).reason()).isEqualTo(InvalidEventReason.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Mistral", "template", "xml"})
    void refusesARecordThatNamesNoFormat(String format) {
        // when
        Decoding decoding = recognised(Map.of("hearken-format", format), golden("mistral-task-failed"));

        // then
        assertThat(undecodable(decoding).reason()).isEqualTo(InvalidEventReason.UNKNOWN_FORMAT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "not json",
                "{\"schema\": \"iglu:com.snowplowanalytics.factotum/factfile/jsonschema/1-0-0\", \"data\": {}}",
                "{\"workflow_name\": \"a\", \"state\": \"SUCCESS\"}",
                "{\"workflowId\": \"a\", \"status\": \"COMPLETED\"}"
            })
    void guessesNothingFromLess(String json) {
        // when
        Decoding decoding = recognised(Map.of(), json);

        // then
        assertThat(undecodable(decoding).reason()).isEqualTo(InvalidEventReason.NOT_A_CLOUD_EVENT);
    }

    @ParameterizedTest
    @EnumSource(
            value = InboundFormat.class,
            names = {"FACTOTUM", "MISTRAL", "CONDUCTOR"})
    @Timeout(30) // a guard against hanging
    void refusesWhatIsNoJsonObjectWithinTheLimits(InboundFormat format) {
        for (String json :
                new String[] {"[]", "1", "x", "{", "{\"data\":".repeat(100_000), "{\"a\": " + "9".repeat(2_000) + "}"
                }) {
            // when
            Decoding decoding = Decodings.of(json, format);

            // then
            assertThat(undecodable(decoding).reason()).isEqualTo(InvalidEventReason.NOT_JSON);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesARecordWithoutAValue(InboundFormat format) {
        // when
        Decoding decoding =
                InboundEvents.decode(Decodings.TENANT, Map.of(), null, Decodings.RECORD_TIME, Optional.of(format));

        // then
        assertThat(undecodable(decoding).reason()).isEqualTo(InvalidEventReason.EMPTY);
    }
}
