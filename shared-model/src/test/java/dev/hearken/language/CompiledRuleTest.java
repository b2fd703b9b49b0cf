package dev.hearken.language;

import dev.hearken.model.listener.Rule;
import dev.hearken.model.listener.Rule.Operation;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class CompiledRuleTest {
    private static final Instant NOW = Instant.parse("2026-01-10T23:30:00Z");

    private static Rule rule(String variable, String operation, @Nullable String zone, String... values) {
        return new Rule(variable, Operation.valueOf(operation), List.of(values), zone == null ? null : ZoneId.of(zone));
    }

    private static CompiledRule compiled(Rule rule) {
        return CompiledRule.compile(rule).fold(compiled -> compiled, (field, detail) -> {
            throw new AssertionError(rule + ": " + field + " " + detail);
        });
    }

    private static String refusal(Rule rule) {
        return CompiledRule.compile(rule).fold(compiled -> "", (field, detail) -> field + ": " + detail);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                // texts
                "workflow.name | EQUAL | nightly-load | true",
                "workflow.name | EQUAL | Nightly-load | false",
                "workflow.name | NOT_EQUAL | other | true",
                "workflow.name | NOT_EQUAL | nightly-load | false",
                "workflow.name | IN | a,nightly-load | true",
                "workflow.name | IN | a,b | false",
                "workflow.name | NOT_IN | a,b | true",
                "workflow.name | NOT_IN | a,nightly-load | false",
                "workflow.name | STARTS_WITH | night | true",
                "workflow.name | STARTS_WITH | load | false",
                "workflow.name | ENDS_WITH | load | true",
                "workflow.name | ENDS_WITH | night | false",
                "workflow.name | CONTAINS | ly-lo | true",
                "workflow.name | CONTAINS | LY | false",
                "workflow.name | MATCHES | ly-l[aeiou]ad$ | true",
                "workflow.name | MATCHES | ^load | false",
                "workflow.version | EQUAL | 3 | true",
                "event.type | EQUAL | execution.succeeded | true",
                "event.source | STARTS_WITH | /eng | true",
                "event.id | EQUAL | id-1 | true",
                // numbers
                "execution.durationMs | EQUAL | 33999.0 | true",
                "execution.durationMs | NOT_EQUAL | 33999 | false",
                "execution.durationMs | IN | 1,33999 | true",
                "execution.durationMs | NOT_IN | 1,33999 | false",
                "execution.durationMs | LESS_THAN | 33999 | false",
                "execution.durationMs | LESS_OR_EQUAL | 33999 | true",
                "execution.durationMs | GREATER_THAN | 33998.999 | true",
                "execution.durationMs | GREATER_THAN | 33999 | false",
                "execution.durationMs | GREATER_OR_EQUAL | 3.3999e4 | true",
                // instants and their parts
                "execution.startedAt | LESS_THAN | 2026-01-07T03:14:28+01:00 | true",
                "execution.startedAt | GREATER_THAN | 2026-01-07T02:14:27Z | false",
                "execution.startedAt | GREATER_OR_EQUAL | 2026-01-07T02:14:27Z | true",
                "event.time | GREATER_THAN | 2026-01-07T02:15:00Z | true",
                "endedAt.date | LESS_OR_EQUAL | 2026-01-07 | true",
                "endedAt.date | LESS_THAN | 2026-01-07 | false",
                "endedAt.time | LESS_OR_EQUAL | 02:15 | true",
                "endedAt.time | GREATER_THAN | 02:14:59 | true",
                "endedAt.weekday | EQUAL | wednesday | true",
                "endedAt.weekday | IN | Tue,Wed | true",
                "endedAt.weekday | NOT_IN | SATURDAY,SUNDAY | true",
                "endedAt.weekday | NOT_EQUAL | WED | false",
                "event.time.time | GREATER_THAN | 02:15 | true",
                "now.weekday | EQUAL | SATURDAY | true",
                "now.time | GREATER_THAN | 23:29 | true",
                "now | LESS_THAN | 2026-01-10T23:30:01Z | true",
                // unknown until the event
                "metadata.rows | EQUAL | 120.00 | true",
                "metadata.rows | NOT_EQUAL | 120.00 | false",
                "metadata.rows | IN | x,120 | true",
                "metadata.rows | GREATER_THAN | 99 | true",
                "metadata.rows | LESS_THAN | 99 | false",
                "metadata.rows | STARTS_WITH | 12 | true",
                "metadata.text | EQUAL | 12 | true",
                "metadata.text | EQUAL | 12.0 | false",
                "metadata.text | LESS_THAN | 100 | true",
                "metadata.ratio | EQUAL | 0.5 | true",
                "metadata.huge | GREATER_THAN | 1E399 | true",
                "metadata.flag | EQUAL | TRUE | true",
                "metadata.flag | NOT_EQUAL | false | true",
                "metadata.table | EQUAL | users | true",
                "metadata.table | GREATER_THAN | 5 | false",
                "metadata.table | MATCHES | ^u.+s$ | true",
                "metadata.day | LESS_THAN | 2026-01-08 | true",
                "metadata.day | LESS_THAN | 08:00 | false",
                "metadata.at | LESS_THAN | 2026-01-07T00:00:00Z | true",
                "metadata.clock | LESS_THAN | 08:00 | true",
                "metadata['rows read'] | EQUAL | 7 | true",
                "metadata.list[1] | EQUAL | 2 | true",
                "tasks[1].state | EQUAL | FAILED | true",
                "workflow.labels.team | EQUAL | data | true",
                "metadata.nested.deep.er | EQUAL | value | true",
                "raw.metadata.rows | EQUAL | 120 | true",
                "erathos.Rows | GREATER_THAN | 119 | true",
                // what holds no scalar
                "metadata.list | EQUAL | x | false",
                "metadata.list | NOT_EQUAL | x | false",
                "metadata.nested | CONTAINS | deep | false",
                "metadata.list | MATCHES | . | false",
                // absent, or null
                "metadata.gone | EQUAL | x | false",
                "metadata.gone | NOT_EQUAL | x | false",
                "metadata.gone | IN | x | false",
                "metadata.gone | NOT_IN | x | false",
                "metadata.gone | LESS_THAN | 5 | false",
                "metadata.gone | MATCHES | . | false",
                "metadata.nothing | NOT_EQUAL | x | false",
                "execution.parentId | NOT_EQUAL | x | false",
                "task.name | NOT_IN | x | false",
                "tasks[9].state | NOT_EQUAL | x | false"
            })
    void holdsOrNot(String variable, String operation, String values, boolean expected) {
        // given
        CompiledRule rule = compiled(rule(variable, operation, null, values.split(",")));

        // when
        boolean holds = rule.holds(SampleEvents.succeeded(), NOW);

        // then
        assertThat(holds).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "metadata.rows, true",
        "metadata.list, true",
        "metadata, true",
        "metadata.nothing, false",
        "metadata.gone, false",
        "task, false",
        "task.error, false",
        "execution.error.message, false",
        "erathos.STATUS, true",
        "CONNECTION_ID, false",
        "now, true",
        "endedAt.time, true"
    })
    void existsUnlessAbsentOrNull(String variable, boolean expected) {
        // given
        EventScope scope = SampleEvents.succeeded();

        // when
        boolean exists = compiled(rule(variable, "EXISTS", null)).holds(scope, NOW);
        boolean lacks = compiled(rule(variable, "NOT_EXISTS", null)).holds(scope, NOW);

        // then
        assertThat(exists).isEqualTo(expected);
        assertThat(lacks).isEqualTo(!expected);
    }

    @ParameterizedTest
    @CsvSource({
        // 02:15 UTC is 23:15 of the day before in São Paulo and 03:15 in Berlin
        "endedAt.time, GREATER_THAN, 23:00, America/Sao_Paulo, true",
        "endedAt.date, LESS_THAN, 2026-01-07, America/Sao_Paulo, true",
        "endedAt.weekday, EQUAL, TUESDAY, America/Sao_Paulo, true",
        "endedAt.time, GREATER_OR_EQUAL, 03:15, Europe/Berlin, true",
        "endedAt.time, GREATER_OR_EQUAL, 03:15, UTC, false",
        "now.weekday, EQUAL, SUNDAY, +01:00, true"
    })
    void readsAClockInTheRulesZone(String variable, String operation, String value, String zone, boolean expected) {
        // given
        CompiledRule rule = compiled(rule(variable, operation, zone, value));

        // when
        boolean holds = rule.holds(SampleEvents.succeeded(), NOW);

        // then
        assertThat(holds).isEqualTo(expected);
    }

    @Test
    void readsSummerTimeByTheDate() {
        // given
        CompiledRule rule = compiled(rule("now.time", "GREATER_OR_EQUAL", "Europe/Berlin", "08:00"));
        EventScope scope = SampleEvents.succeeded();

        // when
        boolean winter = rule.holds(scope, Instant.parse("2026-03-28T06:30:00Z"));
        boolean summer = rule.holds(scope, Instant.parse("2026-03-29T06:30:00Z"));

        // then
        assertThat(winter).isFalse();
        assertThat(summer).isTrue();
    }

    @Test
    void takesATasksOwnTimesForTaskEvents() {
        // given
        CompiledRule started = compiled(rule("startedAt.time", "GREATER_OR_EQUAL", null, "02:14:27"));
        CompiledRule ended = compiled(rule("endedAt.time", "LESS_THAN", null, "03:16"));

        // when
        boolean task = started.holds(SampleEvents.taskFailed(), NOW) && ended.holds(SampleEvents.taskFailed(), NOW);

        // then
        assertThat(task).isTrue();
    }

    @ParameterizedTest
    @EnumSource(VariableType.class)
    void refusesAnOperationThatDoesNotFitTheType(VariableType type) {
        // given
        record Sample(String variable, String value) {}
        Sample sample = switch (type) {
            case STRING -> new Sample("task.name", "a");
            case NUMBER -> new Sample("task.attempt", "1");
            case BOOLEAN -> new Sample("nested_table", "true");
            case INSTANT -> new Sample("endedAt", "2026-01-07T02:15:00Z");
            case DATE -> new Sample("endedAt.date", "2026-01-07");
            case TIME -> new Sample("endedAt.time", "02:15");
            case WEEKDAY -> new Sample("endedAt.weekday", "MONDAY");
            case UNKNOWN -> new Sample("metadata.x", "1");
        };

        for (Operation operation : Operation.values()) {
            // when
            String[] values = operation.takesNoValue() ? new String[0] : new String[] {sample.value()};
            String refusal = refusal(rule(sample.variable(), operation.name(), null, values));

            // then
            if (expected(type).contains(operation)) {
                assertThat(refusal).as("%s %s", sample, operation).isEmpty();
            } else {
                assertThat(refusal)
                        .startsWith("operation: does not fit " + type)
                        .contains("possible are ");
                expected(type).forEach(allowed -> assertThat(refusal).contains(allowed.name()));
            }
        }
    }

    /** Written out from the contract, section 2. */
    private static Set<Operation> expected(VariableType type) {
        String names = switch (type) {
            case STRING -> "EQUAL NOT_EQUAL IN NOT_IN STARTS_WITH ENDS_WITH CONTAINS MATCHES EXISTS NOT_EXISTS";
            case NUMBER ->
                "EQUAL NOT_EQUAL IN NOT_IN LESS_THAN LESS_OR_EQUAL GREATER_THAN GREATER_OR_EQUAL EXISTS NOT_EXISTS";
            case BOOLEAN -> "EQUAL NOT_EQUAL EXISTS NOT_EXISTS";
            case INSTANT, DATE, TIME -> "LESS_THAN LESS_OR_EQUAL GREATER_THAN GREATER_OR_EQUAL EXISTS NOT_EXISTS";
            case WEEKDAY -> "EQUAL NOT_EQUAL IN NOT_IN EXISTS NOT_EXISTS";
            case UNKNOWN ->
                "EQUAL NOT_EQUAL IN NOT_IN STARTS_WITH ENDS_WITH CONTAINS MATCHES LESS_THAN LESS_OR_EQUAL"
                        + " GREATER_THAN GREATER_OR_EQUAL EXISTS NOT_EXISTS";
        };
        return Arrays.stream(names.split(" "))
                .map(Operation::valueOf)
                .collect(() -> EnumSet.noneOf(Operation.class), Set::add, Set::addAll);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(rule("task.attempt", "EQUAL", null, "two"), "value: must be a number"),
                arguments(rule("task.attempt", "IN", null, "1", "x"), "value/1: must be a number"),
                arguments(rule("NESTED_TABLE", "EQUAL", null, "maybe"), "value: must be true or false"),
                arguments(rule("endedAt.time", "LESS_THAN", null, "8:00"), "value: must be a time of day, HH:MM"),
                arguments(rule("endedAt.time", "LESS_THAN", null, "24:00"), "value: must be a time of day"),
                arguments(rule("endedAt.date", "LESS_THAN", null, "2026-02-30"), "value: must be a date"),
                arguments(rule("endedAt", "LESS_THAN", null, "2026-01-07T02:15:00"), "value: must be a time with its"),
                arguments(rule("endedAt.weekday", "EQUAL", null, "someday"), "value: must be a weekday"),
                arguments(rule("metadata.x", "LESS_THAN", null, "abc"), "value: must be a number, an instant"),
                arguments(rule("task.name", "MATCHES", null, "("), "value: is no pattern in RE2 syntax"),
                arguments(rule("task.name", "MATCHES", null, "(?=x)"), "value: is no pattern in RE2 syntax"),
                arguments(rule("task.name", "MATCHES", null, "x".repeat(1001)), "value: is a pattern longer than"),
                arguments(rule("metadata.x", "EQUAL", "Europe/Berlin", "1"), "zone: has a meaning only for"),
                arguments(rule("endedAt", "EXISTS", "UTC"), "zone: has a meaning only for"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void refusesAValueOfAnotherForm(Rule rule, String beginning) {
        // when
        String refusal = refusal(rule);

        // then
        assertThat(refusal).startsWith(beginning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nothing",
                "started",
                "variables.x",
                "secrets.x",
                "listener.name",
                "now.year",
                "metadata.",
                "a b",
                "metadata[",
                "metadata['x",
                "tasks[-1]",
                "execution..id",
                ".rows",
                "STATUS.date"
            })
    void refusesWhatNamesNoVariable(String variable) {
        // when
        String refusal = refusal(rule(variable, "EXISTS", null));

        // then
        assertThat(refusal).startsWith("variable: names no variable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata.rows | GREATER_THAN | 120 | metadata.rows is 120, GREATER_THAN 120 does not hold",
                "metadata.rows | IN | 1,120 | metadata.rows is 120, IN [1, 120] holds",
                "metadata.gone | EQUAL | x | metadata.gone is absent, EQUAL x does not hold",
                "metadata.nothing | EQUAL | x | metadata.nothing is null, EQUAL x does not hold",
                "metadata.list | EQUAL | x | metadata.list is [1,2.0,\"x\"], EQUAL x does not hold",
                "endedAt.time | LESS_THAN | 08:00 | endedAt.time is 02:15, LESS_THAN 08:00 holds",
                "endedAt.weekday | EQUAL | Mon | endedAt.weekday is WEDNESDAY, EQUAL Mon does not hold"
            })
    void isExplainedByTheEventsOwnValue(String variable, String operation, String values, String expected) {
        // given
        CompiledRule rule = compiled(rule(variable, operation, null, values.split(",")));

        // when
        String explanation = rule.explain(SampleEvents.succeeded(), NOW);

        // then
        assertThat(explanation).isEqualTo(expected);
    }

    @Test
    void cutsLongValuesInItsExplanation() {
        // given
        EventScope scope = SampleEvents.withMetadata("{\"x\": \"" + "😀".repeat(300) + "\"}");
        CompiledRule rule = compiled(rule("metadata.x", "EQUAL", null, "y".repeat(900)));

        // when
        String explanation = rule.explain(scope, NOW);

        // then
        assertThat(explanation).startsWith("metadata.x is " + "😀".repeat(100) + "…, EQUAL yyy");
        assertThat(explanation.length()).isLessThan(500);
    }

    @Test
    void showsZoneAndValueOfAClock() {
        // given
        CompiledRule rule = compiled(rule("endedAt.time", "LESS_THAN", "America/Sao_Paulo", "08:00"));

        // when
        String explanation = rule.explain(SampleEvents.succeeded(), NOW);

        // then
        assertThat(explanation).isEqualTo("endedAt.time in America/Sao_Paulo is 23:15, LESS_THAN 08:00 does not hold");
    }
}
