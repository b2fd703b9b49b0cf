package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.test.marks.Threat;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules, condition and quiet windows in a definition's JSON. */
class ListenerLanguageJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode listener(String field, String json) {
        try {
            ObjectNode listener = JSON.createObjectNode().put("name", "n");
            listener.putObject("callback").put("type", "http").put("url", "https://example.com/");
            listener.set(field, JSON.readTree(json));
            return listener;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> pointers(ObjectNode listener, UnknownFields unknownFields) {
        return ListenerJson.read(listener, unknownFields)
                .fold(
                        valid -> List.of(),
                        errors -> errors.stream().map(FieldError::pointer).toList());
    }

    private static String normal(String field, String json) {
        return ListenerJson.read(listener(field, json), UnknownFields.REFUSED)
                .fold(valid -> ListenerJson.write(valid).get(field).toString(), errors -> {
                    throw new AssertionError(errors);
                });
    }

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/rules | rules | {}",
                "/rules | rules | \"x\"",
                "/rules/0 | rules | [1]",
                "/rules/0/variable | rules | [{\"operation\": \"EXISTS\"}]",
                "/rules/0/variable | rules | [{\"variable\": \"nope\", \"operation\": \"EXISTS\"}]",
                "/rules/0/operation | rules | [{\"variable\": \"rows\"}]",
                "/rules/0/operation | rules | [{\"variable\": \"rows\", \"operation\": \"BETWEEN\", \"value\": 1}]",
                "/rules/1/operation | rules | [{\"variable\": \"rows\", \"operation\": \"EXISTS\"}, {\"variable\": \"rows\", \"operation\": \"CONTAINS\", \"value\": 1}]",
                "/rules/0/value | rules | [{\"variable\": \"rows\", \"operation\": \"EQUAL\"}]",
                "/rules/0/value | rules | [{\"variable\": \"rows\", \"operation\": \"EQUAL\", \"value\": null}]",
                "/rules/0/value | rules | [{\"variable\": \"rows\", \"operation\": \"EQUAL\", \"value\": {}}]",
                "/rules/0/value | rules | [{\"variable\": \"rows\", \"operation\": \"EQUAL\", \"value\": [1]}]",
                "/rules/0/value | rules | [{\"variable\": \"rows\", \"operation\": \"EQUAL\", \"value\": \"many\"}]",
                "/rules/0/value | rules | [{\"variable\": \"rows\", \"operation\": \"EXISTS\", \"value\": 1}]",
                "/rules/0/value | rules | [{\"variable\": \"rows\", \"operation\": \"IN\", \"value\": []}]",
                "/rules/0/value/1 | rules | [{\"variable\": \"rows\", \"operation\": \"IN\", \"value\": [1, \"x\"]}]",
                "/rules/0/value/1 | rules | [{\"variable\": \"rows\", \"operation\": \"IN\", \"value\": [1, [2]]}]",
                "/rules/0/zone | rules | [{\"variable\": \"now.time\", \"operation\": \"EXISTS\", \"zone\": \"Mars/Base\"}]",
                "/rules/0/zone | rules | [{\"variable\": \"rows\", \"operation\": \"EXISTS\", \"zone\": \"UTC\"}]",
                "/condition | condition | 1",
                "/condition | condition | \"\"",
                "/condition | condition | \"1 +\"",
                "/condition | condition | \"nothing\"",
                "/condition | condition | \"size(tasks)\"",
                "/quietWindows | quietWindows | {}",
                "/quietWindows/0/days/0 | quietWindows | [{\"days\": [\"noday\"], \"from\": \"00:00\", \"to\": \"01:00\", \"then\": \"DROP\"}]",
                "/quietWindows/0/from | quietWindows | [{\"to\": \"01:00\", \"then\": \"DROP\"}]",
                "/quietWindows/0/from | quietWindows | [{\"from\": \"24:00\", \"to\": \"01:00\", \"then\": \"DROP\"}]",
                "/quietWindows/0/from | quietWindows | [{\"from\": \"0:00\", \"to\": \"01:00\", \"then\": \"DROP\"}]",
                "/quietWindows/0/from | quietWindows | [{\"from\": \"00:60\", \"to\": \"01:00\", \"then\": \"DROP\"}]",
                "/quietWindows/0/to | quietWindows | [{\"from\": \"00:00\", \"to\": \"24:01\", \"then\": \"DROP\"}]",
                "/quietWindows/0/to | quietWindows | [{\"from\": \"08:00\", \"to\": \"08:00\", \"then\": \"DROP\"}]",
                "/quietWindows/0/zone | quietWindows | [{\"from\": \"08:00\", \"to\": \"09:00\", \"zone\": \"nowhere\", \"then\": \"DROP\"}]",
                "/quietWindows/0/then | quietWindows | [{\"from\": \"08:00\", \"to\": \"09:00\", \"then\": \"WAIT\"}]",
                "/quietWindows | quietWindows | [{\"from\": \"00:00\", \"to\": \"12:00\", \"then\": \"HOLD\"}, {\"from\": \"12:00\", \"to\": \"24:00\", \"then\": \"HOLD\"}]"
            })
    void isRefusedByPointerFromOwnersAndFromTheCatalog(String pointer, String field, String json) {
        assertThat(pointers(listener(field, json), UnknownFields.REFUSED)).containsExactly(pointer);
        assertThat(pointers(listener(field, json), UnknownFields.IGNORED)).containsExactly(pointer);
    }

    @Test
    void refusesUnknownFieldsWithin() {
        // given
        String rule = "[{\"variable\": \"rows\", \"operation\": \"EXISTS\", \"values\": [1]}]";
        String window = "[{\"from\": \"08:00\", \"to\": \"09:00\", \"then\": \"DROP\", \"day\": \"MONDAY\"}]";

        // then
        assertThat(pointers(listener("rules", rule), UnknownFields.REFUSED)).containsExactly("/rules/0/values");
        assertThat(pointers(listener("quietWindows", window), UnknownFields.REFUSED))
                .containsExactly("/quietWindows/0/day");
        assertThat(pointers(listener("rules", rule), UnknownFields.IGNORED)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Rule.Operation.class)
    void keepsValuesAsStrings(Rule.Operation operation) {
        // given
        String given = operation.takesNoValue() ? "" : ", \"value\": " + (operation.takesList() ? "[1, true]" : "0.50");
        String kept = operation.takesNoValue()
                ? ""
                : ",\"value\":" + (operation.takesList() ? "[\"1\",\"true\"]" : "\"0.5\"");

        // when
        String normal =
                normal("rules", "[{\"variable\": \"metadata.x\", \"operation\": \"" + operation + "\"" + given + "}]");

        // then
        assertThat(normal).isEqualTo("[{\"variable\":\"metadata.x\",\"operation\":\"" + operation + "\"" + kept + "}]");
    }

    @Test
    void takesOneValueForAList() {
        assertThat(normal("rules", "[{\"variable\": \"rows\", \"operation\": \"IN\", \"value\": 7}]"))
                .isEqualTo("[{\"variable\":\"rows\",\"operation\":\"IN\",\"value\":[\"7\"]}]");
    }

    private static String list(int count, String entry) {
        return IntStream.range(0, count).mapToObj(i -> entry).collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    @Threat("D5")
    void hasBounds() {
        // given
        String rule = "{\"variable\": \"rows\", \"operation\": \"EXISTS\"}";
        String in = "[{\"variable\": \"rows\", \"operation\": \"IN\", \"value\": %s}]";
        String equal = "[{\"variable\": \"task.name\", \"operation\": \"EQUAL\", \"value\": \"%s\"}]";
        String window = "{\"from\": \"08:00\", \"to\": \"09:00\", \"then\": \"HOLD\"}";
        String condition = "\"true%s\"";

        // then
        assertThat(pointers(listener("rules", list(64, rule)), UnknownFields.REFUSED))
                .isEmpty();
        assertThat(pointers(listener("rules", list(65, rule)), UnknownFields.REFUSED))
                .containsExactly("/rules");
        assertThat(pointers(listener("rules", in.formatted(list(100, "1"))), UnknownFields.REFUSED))
                .isEmpty();
        assertThat(pointers(listener("rules", in.formatted(list(101, "1"))), UnknownFields.REFUSED))
                .containsExactly("/rules/0/value");
        assertThat(pointers(listener("rules", equal.formatted("x".repeat(1_000))), UnknownFields.REFUSED))
                .isEmpty();
        assertThat(pointers(listener("rules", equal.formatted("x".repeat(1_001))), UnknownFields.REFUSED))
                .containsExactly("/rules/0/value");
        assertThat(pointers(listener("quietWindows", list(20, window)), UnknownFields.REFUSED))
                .isEmpty();
        assertThat(pointers(listener("quietWindows", list(21, window)), UnknownFields.REFUSED))
                .containsExactly("/quietWindows");
        assertThat(pointers(listener("condition", condition.formatted(" ".repeat(4_092))), UnknownFields.REFUSED))
                .isEmpty();
        assertThat(pointers(listener("condition", condition.formatted(" ".repeat(4_093))), UnknownFields.REFUSED))
                .containsExactly("/condition");
    }
}
