package dev.hearken.language;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.language.Trigger.Line;
import dev.hearken.model.event.EventType;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TriggerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant WEDNESDAY = Instant.parse("2026-01-07T02:15:02Z");

    private static Trigger trigger(String fields) {
        try {
            ObjectNode listener = (ObjectNode) JSON.readTree(fields);
            listener.put("name", "n");
            listener.putObject("callback").put("type", "http").put("url", "https://example.com/");
            ListenerDefinition definition = ListenerJson.read(listener, UnknownFields.REFUSED)
                    .fold(valid -> valid, errors -> {
                        throw new AssertionError(errors);
                    });
            return Trigger.of(definition);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String decide(String fields, EventScope scope, Instant now) {
        return trigger(fields)
                .decide(scope, now)
                .fold(
                        () -> "fires",
                        until -> "holds until " + until,
                        error -> error.map(detail -> "fails: " + detail).orElse("ignores"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | fires",
                "{\"selector\": {\"events\": [\"TASK\"]}, \"condition\": \"metadata.gone\"} | ignores",
                "{\"rules\": [{\"variable\": \"rows\", \"operation\": \"EQUAL\", \"value\": 120}]} | fires",
                "{\"rules\": [{\"variable\": \"rows\", \"operation\": \"EXISTS\"}, {\"variable\": \"rows\", \"operation\": \"LESS_THAN\", \"value\": 120}]} | ignores",
                "{\"rules\": [{\"variable\": \"task\", \"operation\": \"EXISTS\"}], \"condition\": \"metadata.gone\"} | ignores",
                "{\"condition\": \"metadata.rows > 0\"} | fires",
                "{\"condition\": \"metadata.rows > 120\"} | ignores",
                "{\"condition\": \"metadata.gone > 120\"} | fails: key 'gone' is not present in map.",
                "{\"quietWindows\": [{\"from\": \"02:00\", \"to\": \"03:00\", \"then\": \"DROP\"}]} | ignores",
                "{\"quietWindows\": [{\"from\": \"02:00\", \"to\": \"03:00\", \"then\": \"HOLD\"}]} | holds until 2026-01-07T03:00:00Z",
                "{\"quietWindows\": [{\"from\": \"02:00\", \"to\": \"03:00\", \"then\": \"HOLD\"}], \"condition\": \"false\"} | ignores",
                "{\"quietWindows\": [{\"from\": \"02:00\", \"to\": \"03:00\", \"then\": \"HOLD\"}, {\"from\": \"00:00\", \"to\": \"12:00\", \"then\": \"DROP\"}]} | ignores",
                "{\"quietWindows\": [{\"days\": [\"MONDAY\"], \"from\": \"02:00\", \"to\": \"03:00\", \"then\": \"HOLD\"}]} | fires"
            })
    void decides(String fields, String expected) {
        assertThat(decide(fields, SampleEvents.succeeded(), WEDNESDAY)).isEqualTo(expected);
    }

    @Test
    void dropsByTheEventsTimeAndHoldsByTheClock() {
        // given
        String drop = "{\"quietWindows\": [{\"from\": \"02:00\", \"to\": \"03:00\", \"then\": \"DROP\"}]}";
        String hold = "{\"quietWindows\": [{\"from\": \"02:00\", \"to\": \"03:00\", \"then\": \"HOLD\"}]}";
        Instant later = Instant.parse("2026-01-09T12:00:00Z");
        Instant laterInTheWindow = Instant.parse("2026-01-09T02:30:00Z");
        EventScope noon = SampleEvents.scope(
                EventType.EXECUTION_SUCCEEDED, Instant.parse("2026-01-07T12:00:00Z"), SampleEvents.SUCCEEDED);

        // then
        assertThat(decide(drop, SampleEvents.succeeded(), later)).isEqualTo("ignores");
        assertThat(decide(drop, noon, laterInTheWindow)).isEqualTo("fires");
        assertThat(decide(hold, SampleEvents.succeeded(), later)).isEqualTo("fires");
        assertThat(decide(hold, noon, laterInTheWindow)).isEqualTo("holds until 2026-01-09T03:00:00Z");
    }

    @Test
    void explainsEveryPart() {
        // given
        Trigger trigger = trigger("""
                {"selector": {"events": ["execution.*"], "workflows": ["weekly-*", "nightly-*"], "tasks": ["load"],
                              "labels": {"team": "ops"}},
                 "rules": [{"variable": "metadata.rows", "operation": "GREATER_THAN", "value": 120},
                           {"variable": "endedAt.weekday", "operation": "IN", "value": ["WEDNESDAY"]}],
                 "condition": "metadata.gone == 1",
                 "quietWindows": [{"from": "00:00", "to": "23:00", "zone": "America/Sao_Paulo", "then": "DROP"},
                                  {"from": "02:00", "to": "03:00", "then": "HOLD"}]}""");

        // when
        List<Line> lines = trigger.explain(SampleEvents.succeeded(), WEDNESDAY);

        // then
        assertThat(lines)
                .containsExactly(
                        new Line("selector.events", true, "event.type is execution.succeeded, execution.* matches"),
                        new Line("selector.workflows", true, "workflow.name is nightly-load, nightly-* matches"),
                        new Line("selector.workflowIds", true, "is empty, so every event matches"),
                        new Line("selector.workbooks", true, "is empty, so every event matches"),
                        new Line("selector.executions", true, "is empty, so every event matches"),
                        new Line("selector.tasks", false, "task.name is absent"),
                        new Line("selector.labels", false, "workflow.labels.team is data, ops does not match"),
                        new Line("rules[0]", false, "metadata.rows is 120, GREATER_THAN 120 does not hold"),
                        new Line("rules[1]", true, "endedAt.weekday is WEDNESDAY, IN [WEDNESDAY] holds"),
                        new Line("condition", false, "cannot be judged: key 'gone' is not present in map."),
                        new Line(
                                "quietWindows[0]",
                                true,
                                "the event's time is 2026-01-06T23:15:01-03:00, outside the window"),
                        new Line(
                                "quietWindows[1]",
                                false,
                                "now is 2026-01-07T02:15:02Z, in the window until 2026-01-07T03:00:00Z"));
    }

    @Test
    void explainsAsItDecides() {
        // given
        for (String fields : List.of(
                "{}",
                "{\"selector\": {\"workflows\": [\"x\"]}}",
                "{\"selector\": {\"workflowIds\": [\"w-?\"], \"workbooks\": [\"night*\"], \"executions\": [\"e-42\"]}}",
                "{\"selector\": {\"labels\": {\"gone\": \"*\"}}}",
                "{\"condition\": \"has(metadata.rows)\"}",
                "{\"condition\": \"!has(metadata.rows)\"}",
                "{\"rules\": [{\"variable\": \"rows\", \"operation\": \"NOT_EXISTS\"}]}")) {
            Trigger trigger = trigger(fields);

            // when
            boolean fires = trigger.decide(SampleEvents.succeeded(), WEDNESDAY)
                    .fold(() -> true, until -> false, error -> false);
            boolean allHold = trigger.explain(SampleEvents.succeeded(), WEDNESDAY).stream()
                    .allMatch(Line::holds);

            // then
            assertThat(allHold).as(fields).isEqualTo(fires);
        }
    }

    @Test
    void isEqualToOneThatWasMadeFromEqualParts() {
        // given
        String rules =
                "{\"rules\": [{\"variable\": \"rows\", \"operation\": \"EQUAL\", \"value\": %d}], \"condition\": \"true\"}";

        // when
        Trigger trigger = trigger(rules.formatted(1));

        // then
        assertThat(trigger).isEqualTo(trigger(rules.formatted(1))).hasSameHashCodeAs(trigger(rules.formatted(1)));
        assertThat(trigger).isNotEqualTo(trigger(rules.formatted(2)));
    }
}
