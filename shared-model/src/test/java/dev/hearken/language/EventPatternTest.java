package dev.hearken.language;

import dev.hearken.model.event.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class EventPatternTest {
    private static final String ALIASES = """
            EXECUTION             = created started progress paused resumed succeeded failed cancelled rerun
            TASK                  = created started progress paused resumed succeeded failed cancelled skipped rerun retried
            on-execution-start    = execution.started
            on-execution-complete = execution.succeeded execution.failed execution.cancelled
            on-task-start         = task.started
            on-task-complete      = task.succeeded task.failed task.cancelled task.skipped
            on-task-error         = task.failed
            on-enter              = task.started
            on-exit               = task.succeeded task.failed task.cancelled task.skipped
            WORKFLOW_LAUNCHED     = execution.started
            WORKFLOW_SUCCEEDED    = execution.succeeded
            WORKFLOW_FAILED       = execution.failed
            WORKFLOW_CANCELLED    = execution.cancelled
            WORKFLOW_PAUSED       = execution.paused
            WORKFLOW_RESUMED      = execution.resumed
            WORKFLOW_RERUN        = execution.rerun
            TASK_LAUNCHED         = task.started
            TASK_SUCCEEDED        = task.succeeded
            TASK_FAILED           = task.failed
            TASK_CANCELLED        = task.cancelled
            TASK_PAUSED           = task.paused
            TASK_RESUMED          = task.resumed
            TASK_RERUN            = task.rerun
            TASK_SKIPPED          = task.skipped
            """;

    static Map<String, Set<String>> aliasTable() {
        Map<String, Set<String>> table = new TreeMap<>();
        ALIASES.lines().forEach(line -> {
            String alias = line.substring(0, line.indexOf('=')).trim();
            List<String> words =
                    Arrays.asList(line.substring(line.indexOf('=') + 1).trim().split(" "));
            table.put(
                    alias,
                    words.stream()
                            .map(word -> word.contains(".") ? word : alias.toLowerCase() + "." + word)
                            .collect(Collectors.toSet()));
        });
        return table;
    }

    static Stream<Arguments> aliases() {
        return aliasTable().entrySet().stream().map(entry -> arguments(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("aliases")
    void expandsEachAlias(String alias, Set<String> expected) {
        // when
        Set<EventType> types = EventPattern.expand(alias);

        // then
        assertThat(wireNames(types)).isEqualTo(new TreeSet<>(expected));
    }

    @ParameterizedTest
    @EnumSource
    void expandsATypeToItself(EventType type) {
        // when
        Set<EventType> types = EventPattern.expand(type.wireName());

        // then
        assertThat(types).containsExactly(type);
    }

    static Stream<Arguments> globs() {
        return Stream.of(
                arguments("*", 20),
                arguments("execution.*", 9),
                arguments("task.*", 11),
                arguments("*.failed", 2),
                arguments("*.re*", 5),
                arguments("task.????ed", 2),
                arguments("*.*", 20),
                arguments("task.r*", 3));
    }

    @ParameterizedTest
    @MethodSource("globs")
    void expandsAGlobToTheTypesThatItHits(String glob, int expected) {
        // when
        Set<EventType> types = EventPattern.expand(glob);

        // then
        assertThat(types).hasSize(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "execution",
                "task",
                "Task",
                "TASK ",
                "execution.skipped",
                "execution.retried",
                "EXECUTION.FAILED",
                "TASK_*",
                "WORKFLOW_*",
                "on-*",
                "ON-ENTER",
                "workflow.*",
                "task.failed "
            })
    void expandsNothingElse(String entry) {
        // when
        Set<EventType> types = EventPattern.expand(entry);

        // then
        assertThat(types).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void namesTheAliasesOfAType(EventType type) {
        // when
        Set<String> aliases = EventPattern.aliasesOf(type);

        // then
        assertThat(aliases)
                .containsExactlyInAnyOrderElementsOf(aliasTable().entrySet().stream()
                        .filter(alias -> alias.getValue().contains(type.wireName()))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Test
    void keepsItsAliasesWhenACallerChangesWhatItGot() {
        // given
        EventPattern.expand("TASK").clear();

        // when
        Set<EventType> types = EventPattern.expand("TASK");

        // then
        assertThat(types).hasSize(11);
    }

    private static Set<String> wireNames(Set<EventType> types) {
        return types.stream().map(EventType::wireName).collect(Collectors.toCollection(TreeSet::new));
    }
}
