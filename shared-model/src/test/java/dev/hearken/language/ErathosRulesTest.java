package dev.hearken.language;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.event.EventType;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Erathos' rules on Erathos' variables, with the vectors of the compatibility reference. */
class ErathosRulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String RULES = """
            [{"variable": "STATUS", "operation": "EQUAL", "value": "FINISHED"},
             {"variable": "ROWS", "operation": "GREATER_THAN", "value": "0"},
             {"variable": "FINISHED_AT_TIME", "operation": "GREATER_THAN", "value": "00:00"},
             {"variable": "FINISHED_AT_TIME", "operation": "LESS_THAN", "value": "08:00"},
             {"variable": "FINISHED_AT_WEEKDAY", "operation": "NOT_IN", "value": ["0", "6"]},
             {"variable": "NESTED_TABLE", "operation": "EQUAL", "value": "false"},
             {"variable": "JOB_ID", "operation": "EQUAL", "value": "3f0c1b7e-2f57-4a43-9a0e-0b7f6f2d1a01"}]""";

    private static final String METADATA = """
            {"JOB_ID": "3f0c1b7e-2f57-4a43-9a0e-0b7f6f2d1a01", "CONNECTION_ID": "9d1d3c52-8a60-4d56-8b1e-0a4f5d0f7c02",
             "CONNECTION_NAME": "crm", "SCHEMA_NAME": "raw", "TABLE_NAME": "users",
             "EXECUTION_ID": "0a9a5d6c-7a0f-4a5c-9a0d-51d9f1d33003", "STATUS": "FINISHED", "ROWS": 120, "COLUMNS": 9,
             "TOTAL_DURATION": 33, "TRIGGERED_BY": "Erathos Schedule", "IS_ORCHESTRATION": false, "FORCE_HISTORY": false,
             "NESTED_TABLE": false, "FINISHED_AT_DATE": "2026-01-07", "FINISHED_AT_TIME": "02:15", "FINISHED_AT_WEEKDAY": 3}""";

    private static ListenerDefinition definition(String rules) {
        return ListenerJson.read(listener(rules), UnknownFields.REFUSED).fold(valid -> valid, errors -> {
            throw new AssertionError(errors);
        });
    }

    private static ObjectNode listener(String rules) {
        try {
            ObjectNode listener = JSON.createObjectNode().put("name", "start downstream");
            listener.putObject("callback").put("type", "http").put("url", "https://example.com/");
            listener.set("rules", JSON.readTree(rules));
            return listener;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean fires(String rules, String metadata) {
        return Trigger.of(definition(rules))
                .decide(SampleEvents.withMetadata(metadata), Instant.now())
                .fold(() -> true, until -> false, error -> false);
    }

    @Test
    void matchTheEventOfTheReference() {
        assertThat(fires(RULES, METADATA)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows", "Rows", "erathos.ROWS", "erathos.rows", "erathos['Rows']"})
    void nameVariablesInAnyCaseAndUnderTheAlias(String variable) {
        // given
        String rules = RULES.replace("\"ROWS\"", "\"" + variable + "\"");

        // when
        boolean matching = fires(rules, METADATA.replace("ROWS", "rows"));
        boolean other = fires(rules, METADATA.replace("\"ROWS\": 120", "\"Rows\": 0"));

        // then
        assertThat(matching).isTrue();
        assertThat(other).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"ROWS\": 120 | \"ROWS\": 0",
                "\"ROWS\": 120 | \"ROWS\": \"0\"",
                "\"FINISHED\" | \"FAILED\"",
                "\"02:15\" | \"00:00\"",
                "\"02:15\" | \"08:00\"",
                "\"02:15\" | \"23:59\"",
                "\"FINISHED_AT_WEEKDAY\": 3 | \"FINISHED_AT_WEEKDAY\": 0",
                "\"FINISHED_AT_WEEKDAY\": 3 | \"FINISHED_AT_WEEKDAY\": 6",
                "\"FINISHED_AT_WEEKDAY\": 3 | \"FINISHED_AT_WEEKDAY\": \"6\"",
                "\"NESTED_TABLE\": false | \"NESTED_TABLE\": true",
                "\"NESTED_TABLE\": false | \"NESTED_TABLE\": \"true\"",
                "3f0c1b7e | 4f0c1b7e"
            })
    void doNotMatchOthers(String part, String instead) {
        // given
        String metadata = METADATA.replace(part, instead);

        // when
        boolean fires = fires(RULES, metadata);

        // then
        assertThat(metadata).isNotEqualTo(METADATA);
        assertThat(fires).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS, LESS_THAN, FINISHED",
        "STATUS, GREATER_THAN, FINISHED",
        "JOB_ID, LESS_THAN, 3f0c1b7e-2f57-4a43-9a0e-0b7f6f2d1a01",
        "FINISHED_AT_TIME, EQUAL, 02:15",
        "FINISHED_AT_TIME, IN, 02:15",
        "finished_at_date, NOT_EQUAL, 2026-01-07",
        "NESTED_TABLE, IN, true",
        "erathos.nested_table, LESS_THAN, true",
        "ROWS, CONTAINS, 1"
    })
    void areRefusedWhereTheOperationDoesNotFit(String variable, String operation, String value) {
        // given
        ObjectNode listener = listener("[]");
        ((ArrayNode) listener.get("rules"))
                .addObject()
                .put("variable", variable)
                .put("operation", operation)
                .put("value", value);

        // when
        String pointers = ListenerJson.read(listener, UnknownFields.REFUSED)
                .fold(
                        valid -> "valid",
                        errors -> errors.stream().map(error -> error.pointer()).collect(Collectors.joining(",")));

        // then
        assertThat(pointers).isEqualTo("/rules/0/operation");
    }

    @ParameterizedTest
    @CsvSource({
        "JOB_ID, w-7",
        "TABLE_NAME, users",
        "EXECUTION_ID, e-42",
        "STATUS, FINISHED",
        "ROWS, 120",
        "TOTAL_DURATION, 33",
        "TRIGGERED_BY, schedule",
        "NESTED_TABLE, false",
        "FINISHED_AT_DATE, 2026-01-07",
        "FINISHED_AT_TIME, 02:15",
        "FINISHED_AT_WEEKDAY, 3",
        "CONNECTION_NAME, ''",
        "COLUMNS, ''",
        "FORCE_HISTORY, ''",
        "UNHEARD_OF, ''"
    })
    void seeOtherEnginesEventsToo(String name, String expected) {
        // when
        String value =
                ErathosVariable.value(SampleEvents.succeeded().event(), name).asText();

        // then
        assertThat(value).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "EXECUTION_FAILED, '', FAILED",
        "EXECUTION_SUCCEEDED, '', FINISHED",
        "TASK_FAILED, SUCCEEDED, FINISHED",
        "EXECUTION_STARTED, RUNNING, ''",
        "EXECUTION_CANCELLED, CANCELLED, ''"
    })
    void callAnEndByErathosNames(EventType type, String state, String expected) {
        // given
        EventScope scope = SampleEvents.scope(
                type,
                "{\"workflow\": {\"name\": \"w\"}, \"execution\": {\"id\": \"e\", \"state\": \"" + state
                        + "\"}, \"task\": {}}");

        // when
        String status = ErathosVariable.value(scope.event(), "status").asText();

        // then
        assertThat(status).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E999999999", "1E-999999999", "-1E18", "123456789012345678901234567890"})
    void staySmallWhateverTheDuration(String duration) {
        // given
        EventScope scope = SampleEvents.scope(
                EventType.EXECUTION_SUCCEEDED,
                "{\"workflow\": {\"name\": \"w\"}, \"execution\": {\"id\": \"e\", \"durationMs\": " + duration + "}}");

        // when
        String seconds = ErathosVariable.value(scope.event(), "TOTAL_DURATION").asText();

        // then
        assertThat(seconds.length()).isLessThan(20);
    }
}
