package dev.hearken.language;

import dev.hearken.language.CompiledCondition.Compilation;
import dev.hearken.model.event.EventType;
import dev.hearken.test.marks.Threat;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class CompiledConditionTest {
    private static final Instant NOW = Instant.parse("2026-01-10T23:30:00Z");

    private static CompiledCondition compiled(String expression) {
        return CompiledCondition.compile(expression).fold(compiled -> compiled, detail -> {
            throw new AssertionError(expression + ": " + detail);
        });
    }

    /** {@code true}, {@code false}, or {@code failed: <detail>}. */
    private static String judge(String expression, EventScope scope) {
        return compiled(expression)
                .evaluate(scope, NOW)
                .fold(() -> "true", () -> "false", detail -> "failed: " + detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "execution.error == null && metadata.rows > 0",
                "metadata.rows > 0.5",
                "metadata.rows == 120.0",
                "metadata.ratio < 1",
                "metadata.ratio * 2.0 == 1.0",
                "metadata.rows + 1 == 121",
                "metadata.rows in [1, 120]",
                "metadata.huge > 1e300",
                "metadata.flag",
                "metadata.table.startsWith('us') && metadata.table.endsWith('ers') && metadata.table.contains('se')",
                "metadata.table.matches('s.rs$')",
                "!metadata.table.matches('^s')",
                "metadata['rows read'] == 7",
                "metadata.nested.deep.er == 'value'",
                "metadata.nested == {'deep': {'er': 'value'}}",
                "metadata.nothing == null",
                "has(metadata.rows) && !has(metadata.gone)",
                "'rows' in metadata && !('gone' in metadata)",
                "metadata.list == [1, 2, 'x']",
                "size(metadata.list) == 3",
                "2 in metadata.list",
                "metadata.exists(k, k == 'rows')",
                "workflow.labels.team == 'data'",
                "workflow.name == 'nightly-load' && workflow.version == '3'",
                "execution.parentId == null && execution.rootId == null",
                "!has(execution.error) && has(execution.state)",
                "execution['error'] == null",
                "task == null",
                "tasks.exists(t, t.name == 'load' && t.state == 'FAILED')",
                "tasks.all(t, t.error == null)",
                "tasks.filter(t, t.state == 'FAILED').map(t, t.name) == ['load']",
                "tasks[0].name == 'extract'",
                "event.type == 'execution.succeeded' && event.id == 'id-1' && event.execution.error == null",
                "event.task == null",
                "timestamp(event.time) < now",
                "now - timestamp(execution.endedAt) > duration('24h')",
                "timestamp(execution.endedAt).getDayOfWeek('America/Sao_Paulo') == 2",
                "now.getFullYear() == 2026",
                "erathos.STATUS == 'FINISHED' && erathos.rows == 120 && erathos.total_duration == 33",
                "has(erathos.Rows) && !has(erathos.COLUMNS)",
                "type(metadata) == map",
                "metadata.gone == 1 || metadata.rows == 120"
            })
    void holds(String expression) {
        // when
        String result = judge(expression, SampleEvents.succeeded());

        // then
        assertThat(result).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "metadata.rows > 120",
                "metadata.rows == '120'",
                "execution.error != null",
                "has(execution.error)",
                "tasks.exists(t, t.name == 'other')",
                "metadata.gone == 1 && metadata.rows == 0"
            })
    void doesNotHold(String expression) {
        // when
        String result = judge(expression, SampleEvents.succeeded());

        // then
        assertThat(result).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata.gone > 0",
                "metadata.table > 0",
                "metadata.table",
                "metadata.rows",
                "execution.error.message == 'x'",
                "task.name == 'load'",
                "tasks[7].name == 'x'",
                "1 / (metadata.rows - 120) == 1",
                "metadata.table.matches('(')",
                "metadata.ratio * 2 == 1",
                "timestamp(metadata.table) < now",
                "erathos.COLUMNS == 1",
                "workflow.nothing == null"
            })
    void failsWhereTheEventGivesNoAnswer(String expression) {
        // when
        String result = judge(expression, SampleEvents.succeeded());

        // then
        assertThat(result).startsWith("failed: ").hasSizeGreaterThan(10).hasSizeLessThan(250);
    }

    @Test
    void seesATask() {
        // when
        String result = judge(
                "task.name == 'load' && task.returnCode != 0 && task.error.message.contains('full')"
                        + " && task.stdout == null && tasks == [] && metadata == {} && execution.state == null",
                SampleEvents.taskFailed());

        // then
        assertThat(result).isEqualTo("true");
    }

    @ParameterizedTest
    @Threat("D6")
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing.x == 1 | line 1, column 1: undeclared reference to 'nothing'",
                "true && variables.x == 1 | line 1, column 9: undeclared reference to 'variables'",
                "secrets.x == 'a' | line 1, column 1: undeclared reference to 'secrets'",
                "1 + | line 1, column 4: ",
                "'' | line 1, column 1: ",
                "metadata | line 1, column 1: expected type 'bool'",
                "size(tasks) | line 1, column 5: expected type 'bool'",
                "\"text\" | line 1, column 1: expected type 'bool'",
                "execution.state.matches(1) | line 1, column 24: found no matching overload",
                "now > 1 | line 1, column 5: found no matching overload",
                "metadata > 1 | line 1, column 10: found no matching overload",
                "tasks.exists(t, u.x == 1) | line 1, column 17: undeclared reference to 'u'",
                "nope(1) | line 1, column 5: undeclared reference to 'nope'"
            })
    void isRefusedWithItsPosition(String expression, String beginning) {
        // when
        String detail = CompiledCondition.compile(expression).fold(compiled -> "compiled", refused -> refused);

        // then
        assertThat(detail).startsWith(beginning);
    }

    @Test
    void countsLines() {
        // when
        String detail =
                CompiledCondition.compile("true &&\n  nothing").fold(compiled -> "compiled", refused -> refused);

        // then
        assertThat(detail).startsWith("line 2, column 3: undeclared reference");
    }

    @Test
    void judgesLikewiseFromManyThreads() {
        // given
        CompiledCondition condition = compiled("tasks.filter(t, t.state == 'FAILED').size() == 1 && metadata.rows > 0");

        // when
        long holds = IntStream.range(0, 2_000)
                .parallel()
                .filter(i -> condition
                        .evaluate(i % 2 == 0 ? SampleEvents.succeeded() : SampleEvents.taskFailed(), NOW)
                        .fold(() -> true, () -> false, detail -> false))
                .count();

        // then
        assertThat(holds).isEqualTo(1_000);
    }

    private static EventScope manyTasks(int count, String more) {
        String tasks = IntStream.range(0, count)
                .mapToObj(i -> "{\"name\": \"t" + i + "\", \"state\": \"OK\", \"list\": [[[1, 2], [3]], {\"a\": [4]}]}")
                .collect(Collectors.joining(","));
        return SampleEvents.scope(
                EventType.EXECUTION_SUCCEEDED,
                "{\"workflow\": {\"name\": \"w\"}, \"execution\": {\"id\": \"e\"}, \"tasks\": [" + tasks + "]," + more
                        + "}");
    }

    @Test
    void affordsOneWalkOverAThousandTasks() {
        // when
        String result = judge("tasks.all(t, t.state == 'OK' && t.name != 'x')", manyTasks(1_000, "\"metadata\": {}"));

        // then
        assertThat(result).isEqualTo("true");
    }

    @ParameterizedTest
    @Threat("D5")
    @ValueSource(
            strings = {
                "tasks.exists(t, tasks.exists(u, t.name == u.name && t.state == 'NEVER'))",
                "tasks.exists(a, tasks.exists(b, tasks.exists(c, tasks.exists(d, a == b && c == d && a != a))))",
                "tasks.map(a, tasks.map(b, [a, b])).size() == 1",
                "tasks.all(t, t in tasks && size(tasks) == 1000)",
                "tasks.all(t, execution == execution && tasks == tasks)",
                "tasks.all(t, metadata.text.contains('b') || metadata.text != '')",
                "tasks.all(t, !metadata.text.matches('(a|aa)+$'))",
                "[metadata.text].exists(x, tasks.exists(t, x.contains('zz')))",
                "[1,2,3,4,5,6,7,8,9].exists(a, [1,2,3,4,5,6,7,8,9].exists(b, [1,2,3,4,5,6,7,8,9].exists(c,"
                        + " [1,2,3,4,5,6,7,8,9].exists(d, [1,2,3,4,5,6,7,8,9].exists(e, a+b+c+d+e == 0)))))",
                "[metadata.text+metadata.text].exists(a, [a+a].exists(b, [b+b].exists(c, [c+c].exists(d, [d+d].exists(e,"
                        + " [e+e].exists(f, [f+f].exists(g, [g+g].exists(h, h+h == 'x'))))))))"
            })
    void endsInBoundedTimeAndMemory(String expression) {
        // given
        EventScope scope = manyTasks(1_000, "\"metadata\": {\"text\": \"" + "a".repeat(500_000) + "\"}");
        CompiledCondition condition = compiled(expression);

        // when
        String result = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> condition.evaluate(scope, NOW).fold(() -> "true", () -> "false", detail -> "failed: " + detail));

        // then
        assertThat(result).startsWith("failed: ").containsAnyOf("steps", "iterations", "budget", "characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"((((a{1,100}){1,100}){1,100}){1,100})", "(a{1000}){1000}", "((a{0,100})*b{900}){2}"})
    void refusesToWriteOutRepetitions(String pattern) {
        // given
        CompiledCondition condition = compiled("metadata.table.matches('" + pattern + "')");

        // when
        String result = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> condition
                        .evaluate(SampleEvents.succeeded(), NOW)
                        .fold(() -> "true", () -> "false", detail -> detail));

        // then
        assertThat(result).contains("repetitions");
    }

    @ParameterizedTest
    @Threat("D5")
    @ValueSource(
            strings = {"(", "[", "-", "!", "a.", "f(", "{1:", "true?", "1+", "!(", "'", "\"\"\"", "\\", "é", "\u0000"})
    void isParsedOrRefusedInBoundedTimeHoweverDeep(String part) {
        // given
        String expression = part.repeat(CompiledCondition.MAX_LENGTH / part.length());

        // when
        Compilation compilation =
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> CompiledCondition.compile(expression));

        // then
        assertThat(compilation.<String>fold(compiled -> "", detail -> detail)).isNotEmpty();
    }

    @Test
    void isRefusedWhereTooLong() {
        // when
        String detail = CompiledCondition.compile("true" + " ".repeat(CompiledCondition.MAX_LENGTH))
                .fold(compiled -> "compiled", refused -> refused);

        // then
        assertThat(detail).isEqualTo("is longer than 4096 characters");
    }
}
