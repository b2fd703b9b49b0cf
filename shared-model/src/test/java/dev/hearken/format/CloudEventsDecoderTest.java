package dev.hearken.format;

import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.Workflow;
import dev.hearken.model.event.WorkflowEvent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.hearken.format.InvalidEventReason.EMPTY;
import static dev.hearken.format.InvalidEventReason.INVALID_CLOUD_EVENT;
import static dev.hearken.format.InvalidEventReason.MISSING_FIELD;
import static dev.hearken.format.InvalidEventReason.NOT_A_CLOUD_EVENT;
import static dev.hearken.format.InvalidEventReason.NOT_JSON;
import static dev.hearken.format.InvalidEventReason.UNKNOWN_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

class CloudEventsDecoderTest {
    private static final TenantId TENANT = new TenantId("acme");
    private static final Instant RECORD_TIME = Instant.parse("2026-02-03T04:05:06Z");
    private static final String DATA = """
            {"workflow": {"id": "w-7", "name": "nightly-load", "workbook": "nightly", "labels": {"team": "data", "n": 1}},
             "execution": {"id": "e-42"}, "task": {"name": "load"}, "metadata": {"rows": 120}}""";
    private static final Map<String, String> BINARY = Map.of(
            "ce_specversion", "1.0",
            "ce_id", "id-1",
            "ce_source", "/engines/a",
            "ce_type", "task.failed",
            "ce_time", "2026-01-07T02:15:00+01:00",
            "content-type", "application/json");

    private static Decoding decode(Map<String, String> headers, String value) {
        return CloudEventsDecoder.decode(TENANT, headers, value.getBytes(StandardCharsets.UTF_8), RECORD_TIME);
    }

    private static WorkflowEvent decoded(Decoding decoding) {
        return decoding.fold(CloudEventsDecoderTest::single, undecodable -> {
            throw new AssertionError(undecodable);
        });
    }

    private static WorkflowEvent single(List<WorkflowEvent> events) {
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static InvalidEventReason reason(Decoding decoding) {
        return decoding.fold(
                event -> {
                    throw new AssertionError(event);
                },
                Decoding.Undecodable::reason);
    }

    private static Map<String, String> binaryWith(String header, String value) {
        Map<String, String> headers = new HashMap<>(BINARY);
        if (value == null) {
            headers.remove(header);
        } else {
            headers.put(header, value);
        }
        return headers;
    }

    private static String structured(String members) {
        return """
            {"specversion": "1.0", "id": "id-1", "source": "/engines/a", "type": "task.failed",
             "time": "2026-01-07T02:15:00+01:00", %s}""".formatted(members);
    }

    private static void assertIsTheEvent(WorkflowEvent event) {
        assertThat(event.tenant()).isEqualTo(TENANT);
        assertThat(event.id()).isEqualTo("id-1");
        assertThat(event.source()).isEqualTo("/engines/a");
        assertThat(event.type()).isEqualTo(EventType.TASK_FAILED);
        assertThat(event.time()).isEqualTo(Instant.parse("2026-01-07T01:15:00Z"));
        assertThat(event.workflow()).isEqualTo(new Workflow("nightly-load", "w-7", "nightly", Map.of("team", "data")));
        assertThat(event.executionId()).isEqualTo("e-42");
        assertThat(event.taskName()).isEqualTo("load");
        assertThat(event.data().at("/metadata/rows").intValue()).isEqualTo(120);
        assertThat(event.data().at("/workflow/labels/n").intValue()).isEqualTo(1);
    }

    @Test
    void readsBinaryMode() {
        // when
        Decoding decoding = decode(BINARY, DATA);

        // then
        assertIsTheEvent(decoded(decoding));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json",
                "application/cloudevents+json; charset=utf-8",
                "application/cloudevents+json;charset=UTF-8",
                "Application/CloudEvents+JSON",
                ""
            })
    void readsStructuredMode(String contentType) {
        // given
        String value = structured("\"data\": " + DATA);

        // when
        Decoding decoding = decode(Map.of("content-type", contentType), value);

        // then
        assertIsTheEvent(decoded(decoding));
    }

    @Test
    void readsStructuredModeWithoutAnyHeader() {
        // when
        Decoding decoding = decode(Map.of(), structured("\"data\": " + DATA));

        // then
        assertIsTheEvent(decoded(decoding));
    }

    /** The Kafka binding (§3.3.3) allows a producer to repeat the attributes as headers. */
    @Test
    void readsStructuredModeWhereAttributesStandInHeadersToo() {
        // given
        Map<String, String> headers = binaryWith("content-type", "application/cloudevents+json");

        // when
        Decoding decoding = decode(headers, structured("\"data\": " + DATA));

        // then
        assertIsTheEvent(decoded(decoding));
    }

    @Test
    void readsDataInBase64() {
        // given
        String base64 = Base64.getEncoder().encodeToString(DATA.getBytes(StandardCharsets.UTF_8));

        // when
        Decoding decoding = decode(Map.of(), structured("\"data_base64\": \"" + base64 + "\""));

        // then
        assertIsTheEvent(decoded(decoding));
    }

    @Test
    void readsDataInUtf8WithAByteOrderMark() {
        // when
        Decoding decoding = decode(BINARY, "\uFEFF" + DATA);

        // then
        assertIsTheEvent(decoded(decoding));
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryType(EventType type) {
        // when
        WorkflowEvent event = decoded(decode(binaryWith("ce_type", type.wireName()), DATA));

        // then
        assertThat(event.type()).isEqualTo(type);
        assertThat(event.taskName()).isEqualTo(type.isTask() ? "load" : null);
    }

    @Test
    void takesTheTimeOfTheRecordWhereTheEventNamesNone() {
        // when
        WorkflowEvent binary = decoded(decode(binaryWith("ce_time", null), DATA));
        WorkflowEvent structured = decoded(
                decode(Map.of(), structured("\"data\": " + DATA).replace("\"2026-01-07T02:15:00+01:00\"", "null")));

        // then
        assertThat(binary.time()).isEqualTo(RECORD_TIME);
        assertThat(structured.time()).isEqualTo(RECORD_TIME);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-07T02:15:00Z, 2026-01-07T02:15:00Z",
        "2026-01-07t02:15:00z, 2026-01-07T02:15:00Z",
        "2026-01-07T02:15:00.5Z, 2026-01-07T02:15:00.500Z",
        "2026-01-07T02:15:00.123456789Z, 2026-01-07T02:15:00.123456789Z",
        "2026-01-07T02:15:00-03:30, 2026-01-07T05:45:00Z",
        "2026-01-07T02:15:00-00:00, 2026-01-07T02:15:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
    })
    void readsTimesOfRfc3339(String text, Instant expected) {
        // when
        WorkflowEvent event = decoded(decode(binaryWith("ce_time", text), DATA));

        // then
        assertThat(event.time()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "now",
                "1767752100",
                "2026-01-07",
                "2026-01-07T02:15:00",
                "2026-01-07T02:15Z",
                "2026-01-07 02:15:00Z",
                "2026-02-30T02:15:00Z",
                "2026-01-07T24:00:00Z",
                "+12026-01-07T02:15:00Z",
                "-2026-01-07T02:15:00Z",
                "2026-01-07T02:15:00+19:00",
                "2026-01-07T02:15:00+01:00:30",
                "2026-01-07T02:15:00Z[UTC]",
                "2026-01-07T02:15:00Z "
            })
    void refusesAnyOtherTime(String text) {
        // when
        Decoding decoding = decode(binaryWith("ce_time", text), DATA);

        // then
        assertThat(reason(decoding)).isEqualTo(INVALID_CLOUD_EVENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/e", "e", "urn:x:y", "https://engine.example.com/a?b=c#d", "urn:é", "mailto:a@b.example"})
    void acceptsAnyUriReferenceAsSource(String source) {
        // when
        WorkflowEvent event = decoded(decode(binaryWith("ce_source", source), DATA));

        // then
        assertThat(event.source()).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource({
        "ce_specversion, 0.3",
        "ce_specversion, 1",
        "ce_specversion, ''",
        "ce_id, ''",
        "ce_id, 'a\nb'",
        "ce_id, 'a\0'",
        "ce_id, \u0085",
        "ce_id, \ud83d",
        "ce_source, ''",
        "ce_source, 'a b'",
        "ce_source, http://[",
        "ce_source, \ud83d",
        "ce_type, ''"
    })
    void refusesAMalformedAttribute(String header, String value) {
        // when
        Decoding decoding = decode(binaryWith(header, value), DATA);

        // then
        assertThat(reason(decoding)).isEqualTo(INVALID_CLOUD_EVENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_source", "ce_type"})
    void refusesAnEventWithoutARequiredAttribute(String header) {
        // when
        Decoding binary = decode(binaryWith(header, null), DATA);
        Decoding structured = decode(
                Map.of(), structured("\"data\": " + DATA).replace("\"" + header.substring(3) + "\": \"", "\"x\": \""));

        // then
        assertThat(reason(binary)).isEqualTo(INVALID_CLOUD_EVENT);
        assertThat(reason(structured)).isEqualTo(INVALID_CLOUD_EVENT);
    }

    @ParameterizedTest
    @CsvSource({
        "specversion, 1.0",
        "id, 5",
        "id, {}",
        "id, null",
        "id, '\"\\ud83d\"'",
        "source, []",
        "type, true",
        "time, 1767752100",
        "time, {}"
    })
    void refusesAnAttributeOfAnotherJsonType(String name, String value) {
        // given: the last of two members of one name counts
        String event = structured("\"data\": " + DATA + ", \"" + name + "\": " + value);

        // when
        Decoding decoding = decode(Map.of(), event);

        // then
        assertThat(reason(decoding)).isEqualTo(INVALID_CLOUD_EVENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"task.unknown", "TASK_FAILED", "com.example.order", "task.failed "})
    void refusesAnUnknownType(String type) {
        // when
        Decoding decoding = decode(binaryWith("ce_type", type), DATA);

        // then
        assertThat(reason(decoding)).isEqualTo(UNKNOWN_TYPE);
    }

    @Test
    void refusesARecordWithoutAValue() {
        // when
        Decoding tombstone = CloudEventsDecoder.decode(TENANT, BINARY, null, RECORD_TIME);
        Decoding empty = CloudEventsDecoder.decode(TENANT, BINARY, new byte[0], RECORD_TIME);

        // then
        assertThat(reason(tombstone)).isEqualTo(EMPTY);
        assertThat(reason(empty)).isEqualTo(EMPTY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "application/cloudevents+json       | {}",
                "application/cloudevents+json       | []",
                "application/cloudevents+json       | not json",
                "application/cloudevents-batch+json | [{\"specversion\": \"1.0\"}]",
                "application/json                   | {\"specversion\": \"1.0\"}",
                "text/plain                         | hello",
                "application/avro                   | Obj\1\0."
            })
    void refusesWhatIsNoCloudEvent(String contentType, String value) {
        // when
        Decoding decoding = decode(Map.of("content-type", contentType), value);

        // then
        assertThat(reason(decoding)).isEqualTo(NOT_A_CLOUD_EVENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "[]",
                "null",
                "\"x\"",
                "{",
                "{}}",
                "{\"workflow\": NaN}",
                "{\"n\": 1E2147483650}",
                "{\"n\": 1e99999999999999999999}",
                "{\"n\": 01}",
                "{\"n\": +1}",
                "{'n': 1}",
                "{\"s\": \"\n\"}",
                "\0"
            })
    void refusesDataThatIsNoJsonObject(String data) {
        // when
        Decoding binary = decode(BINARY, data);
        Decoding base64 = decode(
                Map.of(),
                structured("\"data_base64\": \""
                        + Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)) + "\""));

        // then
        assertThat(reason(binary)).isEqualTo(NOT_JSON);
        assertThat(reason(base64)).isEqualTo(NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\": 1",
                "\"data\": null",
                "\"data\": \"{}\"",
                "\"data\": []",
                "\"data_base64\": \"%\"",
                "\"data_base64\": \"\"",
                "\"data_base64\": \"bm90IGpzb24=\""
            })
    void refusesAStructuredEventWithoutDataInJson(String members) {
        // when
        Decoding decoding = decode(Map.of(), structured(members));

        // then
        assertThat(reason(decoding)).isEqualTo(NOT_JSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "{}                                                                       | execution.id",
                "{\"workflow\": {\"name\": \"n\"}, \"task\": {}}                          | execution.id",
                "{\"workflow\": {\"name\": \"n\"}, \"execution\": {}, \"task\": {}}       | execution.id",
                "{\"workflow\": {\"name\": \"n\"}, \"execution\": {\"id\": \"\"}}         | execution.id",
                "{\"workflow\": {\"name\": \"n\"}, \"execution\": {\"id\": 42}}           | execution.id",
                "{\"workflow\": {\"name\": \"n\"}, \"execution\": \"e-42\"}               | execution.id",
                "{\"execution\": {\"id\": \"e\"}, \"task\": {}}                           | workflow.name",
                "{\"workflow\": {\"name\": null}, \"execution\": {\"id\": \"e\"}}         | workflow.name",
                "{\"workflow\": [], \"execution\": {\"id\": \"e\"}}                       | workflow.name",
                "{\"workflow\": {\"name\": \"n\"}, \"execution\": {\"id\": \"e\"}}        | task ",
                "{\"workflow\": {\"name\": \"n\"}, \"execution\": {\"id\": \"e\"}, \"task\": null}    | task ",
                "{\"workflow\": {\"name\": \"n\"}, \"execution\": {\"id\": \"e\"}, \"task\": \"load\"} | task "
            })
    void refusesDataWithoutARequiredField(String data, String named) {
        // when
        Decoding decoding = decode(BINARY, data);

        // then
        assertThat(reason(decoding)).isEqualTo(MISSING_FIELD);
        assertThat(decoding.fold(event -> "", Decoding.Undecodable::detail)).startsWith(named.trim());
    }

    @Test
    void needsNoTaskInAnEventOfAnExecution() {
        // given
        String data = "{\"workflow\": {\"name\": \"n\"}, \"execution\": {\"id\": \"e\"}}";

        // when
        WorkflowEvent event = decoded(decode(binaryWith("ce_type", "execution.failed"), data));

        // then
        assertThat(event.taskName()).isNull();
        assertThat(event.workflow()).isEqualTo(new Workflow("n", null, null, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\": null}", "{\"name\": 7}", "{\"name\": \"\"}"})
    void readsATaskWithoutAName(String task) {
        // given
        String data = "{\"workflow\": {\"name\": \"n\"}, \"execution\": {\"id\": \"e\"}, \"task\": " + task + "}";

        // when
        WorkflowEvent event = decoded(decode(BINARY, data));

        // then
        assertThat(event.taskName()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "\"x\"", "{\"a\": null, \"b\": [\"x\"], \"c\": 1}"})
    void readsOnlyTextsAsLabels(String labels) {
        // given
        String data = "{\"workflow\": {\"name\": \"n\", \"id\": 7, \"workbook\": \"\", \"labels\": " + labels
                + "}, \"execution\": {\"id\": \"e\"}, \"task\": {}}";

        // when
        WorkflowEvent event = decoded(decode(BINARY, data));

        // then
        assertThat(event.workflow()).isEqualTo(new Workflow("n", null, null, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"198, true", "199, false", "100000, false"})
    @Timeout(30) // a guard against hanging
    void boundsTheDepthOfData(int depth, boolean fits) {
        // given: the data and the member are two levels more
        String deep = DATA.replace("120", "[".repeat(depth) + "]".repeat(depth));

        // when
        Decoding decoding = decode(BINARY, deep);

        // then
        assertThat(decoding.<Object>fold(event -> true, Decoding.Undecodable::reason))
                .isEqualTo(fits ? true : NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
    @Timeout(30) // a guard against hanging
    void refusesDepthWithoutAnEnd(String opening) {
        // given
        String deep = opening.repeat(100_000);

        // when
        Decoding binary = decode(BINARY, deep);
        Decoding structured = decode(Map.of(), deep);

        // then
        assertThat(reason(binary)).isEqualTo(NOT_JSON);
        assertThat(reason(structured)).isEqualTo(NOT_A_CLOUD_EVENT);
    }

    @ParameterizedTest
    @CsvSource({"1000, true", "1001, false", "1000000, false"})
    @Timeout(30) // a guard against hanging
    void boundsTheLengthOfNumbers(int digits, boolean fits) {
        // given
        String data = DATA.replace("120", "7".repeat(digits));

        // when
        Decoding decoding = decode(BINARY, data);

        // then
        assertThat(decoding.<Object>fold(event -> true, Decoding.Undecodable::reason))
                .isEqualTo(fits ? true : NOT_JSON);
    }

    @Test
    @Timeout(30) // a guard against hanging
    void readsAMillionKeys() {
        // given
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            keys.append("\"k").append(i).append("\": 1, ");
        }

        // when
        WorkflowEvent event = decoded(decode(BINARY, DATA.replace("\"rows\"", keys + "\"rows\"")));

        // then
        assertThat(event.data().path("metadata").size()).isEqualTo(1_000_001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32BE"})
    void refusesAnyOtherEncodingThanUtf8(String charset) {
        // given
        byte[] value = DATA.getBytes(Charset.forName(charset));

        // when
        Decoding decoding = CloudEventsDecoder.decode(TENANT, BINARY, value, RECORD_TIME);

        // then
        assertThat(reason(decoding)).isEqualTo(NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "ff",
                "c080",
                "c1bf",
                "e08080",
                "e28228",
                "eda080",
                "edb080",
                "f0288cbc",
                "f4908080",
                "f8a1a1a1a1"
            })
    void refusesInvalidUtf8(String hex) {
        // given
        String broken = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
        byte[] value = DATA.replace("120", '"' + broken + '"').getBytes(StandardCharsets.ISO_8859_1);

        // when
        Decoding decoding = CloudEventsDecoder.decode(TENANT, BINARY, value, RECORD_TIME);

        // then
        assertThat(reason(decoding)).isEqualTo(NOT_JSON);
    }

    @Test
    void quotesNothingOfThePayload() {
        // given
        String data = "{\"execution\": {\"id\": 1}, \"password\": \"hunter2\"}";

        // when
        String detail = decode(BINARY, data).fold(event -> "", Object::toString);

        // then
        assertThat(detail).contains("execution.id").doesNotContain("hunter2").doesNotContain("password");
    }
}
