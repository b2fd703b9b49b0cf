package dev.hearken.language;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hearken.Seeded;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.Workflow;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.Selector;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class CompiledSelectorTest {
    private static final int RANDOM_ROUNDS = 50_000;
    private static final List<String> NONE = List.of();

    private static final WorkflowEvent TASK_FAILED = event(
            EventType.TASK_FAILED,
            new Workflow("nightly-load", "w-7", "nightly", Map.of("team", "data", "tier", "1")),
            "e-42",
            "load");
    private static final WorkflowEvent EXECUTION_FAILED =
            event(EventType.EXECUTION_FAILED, new Workflow("nightly-load", null, null, Map.of()), "e-42", null);

    private static WorkflowEvent event(EventType type, Workflow workflow, String executionId, String taskName) {
        return new WorkflowEvent(
                TenantId.DEFAULT,
                "id-1",
                "/engine",
                type,
                Instant.EPOCH,
                workflow,
                executionId,
                taskName,
                JsonNodeFactory.instance.objectNode());
    }

    static Stream<Arguments> selectors() {
        return Stream.of(
                arguments("all", Selector.ALL, true, true),
                arguments("event", events("task.failed"), true, false),
                arguments("any of the events", events("task.started", "*.failed"), true, true),
                arguments("event alias", events("on-task-error"), true, false),
                arguments("unknown event", events("nonsense"), false, false),
                arguments("unknown beside known event", events("nonsense", "TASK"), true, false),
                arguments(
                        "workflow",
                        new Selector(NONE, List.of("nightly-*"), NONE, NONE, NONE, NONE, Map.of()),
                        true,
                        true),
                arguments(
                        "other workflow",
                        new Selector(NONE, List.of("x", "y*"), NONE, NONE, NONE, NONE, Map.of()),
                        false,
                        false),
                arguments(
                        "workflow id", new Selector(NONE, NONE, List.of("*"), NONE, NONE, NONE, Map.of()), true, false),
                arguments(
                        "workbook",
                        new Selector(NONE, NONE, NONE, List.of("nightly"), NONE, NONE, Map.of()),
                        true,
                        false),
                arguments(
                        "execution", new Selector(NONE, NONE, NONE, NONE, List.of("e-42"), NONE, Map.of()), true, true),
                arguments("task", new Selector(NONE, NONE, NONE, NONE, NONE, List.of("*"), Map.of()), true, false),
                arguments("label", labels(Map.of("team", "d*")), true, false),
                arguments("all labels", labels(Map.of("team", "data", "tier", "?")), true, false),
                arguments("one label differs", labels(Map.of("team", "data", "tier", "2")), false, false),
                arguments("label is absent", labels(Map.of("owner", "*")), false, false),
                arguments(
                        "all fields, one of them wrong",
                        new Selector(
                                List.of("task.*"),
                                List.of("nightly-load"),
                                List.of("w-7"),
                                List.of("daily"),
                                List.of("e-42"),
                                List.of("load"),
                                Map.of()),
                        false,
                        false));
    }

    private static Selector events(String... events) {
        return new Selector(List.of(events), NONE, NONE, NONE, NONE, NONE, Map.of());
    }

    private static Selector labels(Map<String, String> labels) {
        return new Selector(NONE, NONE, NONE, NONE, NONE, NONE, labels);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("selectors")
    void matchesAcrossAllFields(String what, Selector selector, boolean task, boolean execution) {
        // when
        CompiledSelector compiled = CompiledSelector.of(selector);

        // then
        assertThat(compiled.matches(TASK_FAILED)).isEqualTo(task);
        assertThat(compiled.matches(EXECUTION_FAILED)).isEqualTo(execution);
    }

    @Test
    void namesTheTypesThatItCanMatch() {
        // given
        CompiledSelector compiled = CompiledSelector.of(events("on-task-error", "execution.created", "nonsense"));

        // when
        compiled.types().clear();

        // then
        assertThat(compiled.types()).containsExactly(EventType.EXECUTION_CREATED, EventType.TASK_FAILED);
        assertThat(CompiledSelector.of(Selector.ALL).types()).containsExactly(EventType.values());
        assertThat(CompiledSelector.of(events("nonsense")).types()).isEmpty();
    }

    @Test
    void agreesWithANaiveEvaluatorOnRandomInput() {
        // given
        Random random = Seeded.random(CompiledSelectorTest.class);
        int hits = 0;
        for (int round = 0; round < RANDOM_ROUNDS; round++) {
            Selector selector = randomSelector(random);
            WorkflowEvent event = randomEvent(random);

            // when
            boolean matches = CompiledSelector.of(selector).matches(event);

            // then
            assertThat(matches).as("%s on %s", selector, event).isEqualTo(naive(selector, event));
            assertThat(CompiledSelector.of(selector).types().contains(event.type()) || !matches)
                    .as("types of %s", selector)
                    .isTrue();
            hits += matches ? 1 : 0;
        }
        assertThat(hits).isBetween(RANDOM_ROUNDS / 100, RANDOM_ROUNDS * 99 / 100);
    }

    private static Selector randomSelector(Random random) {
        List<String> events =
                List.of("task.*", "execution.*", "*", "*.failed", "task.started", "TASK", "on-exit", "no");
        return new Selector(
                random.nextInt(3) == 0 ? few(random, 3, () -> pick(random, events)) : NONE,
                patterns(random),
                patterns(random),
                patterns(random),
                patterns(random),
                patterns(random),
                random.nextInt(3) == 0 ? randomLabels(random, () -> text(random, "ab*?")) : Map.of());
    }

    private static List<String> patterns(Random random) {
        return random.nextInt(3) == 0 ? few(random, 3, () -> text(random, "ab**?")) : NONE;
    }

    private static WorkflowEvent randomEvent(Random random) {
        EventType type = EventType.values()[random.nextInt(EventType.values().length)];
        return event(
                type,
                new Workflow(
                        text(random, "ab"),
                        random.nextBoolean() ? text(random, "ab") : null,
                        random.nextBoolean() ? text(random, "ab") : null,
                        randomLabels(random, () -> text(random, "ab"))),
                text(random, "ab"),
                type.isTask() && random.nextInt(4) > 0 ? text(random, "ab") : null);
    }

    private static Map<String, String> randomLabels(Random random, Supplier<String> values) {
        Map<String, String> labels = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            labels.put(pick(random, List.of("x", "y")), values.get());
        }
        return labels;
    }

    private static List<String> few(Random random, int most, Supplier<String> entries) {
        return Stream.generate(entries).limit(1 + random.nextInt(most)).toList();
    }

    private static String text(Random random, String characters) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }

    private static String pick(Random random, List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    /** Written from the contract's words, with regular expressions and nothing of the code under test. */
    private static boolean naive(Selector selector, WorkflowEvent event) {
        Map<String, java.util.Set<String>> aliases = EventPatternTest.aliasTable();
        boolean typeFits = selector.events().isEmpty()
                || selector.events().stream()
                        .anyMatch(entry -> aliases.containsKey(entry)
                                ? aliases.get(entry).contains(event.type().wireName())
                                : fits(entry, event.type().wireName()));
        return typeFits
                && anyFits(selector.workflows(), event.workflow().name())
                && anyFits(selector.workflowIds(), event.workflow().id())
                && anyFits(selector.workbooks(), event.workflow().workbook())
                && anyFits(selector.executions(), event.executionId())
                && anyFits(selector.tasks(), event.taskName())
                && selector.labels().entrySet().stream()
                        .allMatch(label -> event.workflow().labels().containsKey(label.getKey())
                                && fits(
                                        label.getValue(),
                                        event.workflow().labels().get(label.getKey())));
    }

    private static boolean anyFits(List<String> patterns, String value) {
        return patterns.isEmpty() || value != null && patterns.stream().anyMatch(pattern -> fits(pattern, value));
    }

    private static boolean fits(String pattern, String value) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.matches(regex, value);
    }
}
