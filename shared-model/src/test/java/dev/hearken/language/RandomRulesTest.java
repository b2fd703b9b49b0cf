package dev.hearken.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.Bounded;
import dev.hearken.model.listener.Rule;
import dev.hearken.model.listener.Rule.Operation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any rule is judged as by a second evaluator that was written for simplicity, and any nonsense is refused or judged.
 */
@AddLifecycleHook(Bounded.class)
class RandomRulesTest {
    private static final List<String> TEXTS =
            List.of("a", "ab", "abc", "b", "1", "1.0", "10", "-2", "1E1", "true", "False", "08:00", "23:59", "", " ");
    private static final List<String> JSON = List.of(
            "1",
            "1.0",
            "10",
            "-2",
            "1e1",
            "0.10",
            "true",
            "false",
            "\"a\"",
            "\"abc\"",
            "\"1\"",
            "\"10\"",
            "\"08:00\"",
            "\"true\"",
            "null",
            "[1]",
            "{\"a\": 1}",
            "\"\"",
            "12345678901234567890");
    private static final List<String> INSTANTS =
            List.of("2026-01-07T02:15:00Z", "2026-07-07T23:59:59+02:00", "2026-01-11T08:00:00-03:00");
    private static final List<String> ZONES = List.of("UTC", "America/Sao_Paulo", "Asia/Kolkata");
    private static final List<String> FRAGMENTS = List.of(
            "metadata",
            "execution",
            "task",
            "now",
            "STATUS",
            "rows",
            ".",
            "[",
            "]",
            "'",
            "\"",
            "0",
            "endedAt",
            ".time",
            ".date",
            ".weekday",
            "erathos",
            "\\",
            " ",
            "é",
            "\u0000",
            "event",
            "raw",
            "{1000}",
            "(",
            "*",
            "a");

    private static final List<String> TOKENS = List.of(
            "metadata",
            ".rows",
            ".gone",
            "execution",
            ".error",
            "tasks",
            "[0]",
            ".exists(t, ",
            ".map(t, ",
            "t",
            ")",
            "(",
            "==",
            "!=",
            "&&",
            "||",
            "!",
            "1",
            "0.5",
            "'a'",
            "null",
            "true",
            ">",
            "+",
            "/",
            "now",
            "timestamp(",
            "has(",
            "erathos",
            ".STATUS",
            "in",
            "[",
            "]",
            ",",
            "{",
            "}",
            ":",
            "?",
            " ",
            "size(",
            ".matches('a+')",
            "duration('1h')",
            "-",
            "\"",
            "\\u00",
            "é");

    /** Comparisons of a moment with a time of day. */
    private static final List<Operation> COMPARISONS =
            List.of(Operation.LESS_THAN, Operation.LESS_OR_EQUAL, Operation.GREATER_THAN, Operation.GREATER_OR_EQUAL);

    @Provide
    Arbitrary<Rule> untypedRules() {
        return rules(Arbitraries.of("metadata.x"), Arbitraries.of(TEXTS), Arbitraries.just(Optional.empty()));
    }

    @Provide
    Arbitrary<Rule> clockRules() {
        Arbitrary<String> times =
                Arbitraries.integers().between(0, 1_439).map(minute -> "%02d:%02d".formatted(minute / 60, minute % 60));
        return Combinators.combine(Arbitraries.of(COMPARISONS), times, zones())
                .as((operation, time, zone) -> new Rule("endedAt.time", operation, List.of(time), zone));
    }

    @Provide
    Arbitrary<Rule> nonsensicalRules() {
        Arbitrary<String> nonsense = joined(Arbitraries.of(FRAGMENTS), 5);
        return rules(nonsense, nonsense, zones().optional(0.25));
    }

    @Provide
    Arbitrary<String> nonsensicalConditions() {
        Arbitrary<String> token = Combinators.combine(Arbitraries.of(TOKENS), Arbitraries.of("", " "))
                .as(String::concat);
        return joined(token, 12);
    }

    @Provide
    Arbitrary<String> json() {
        return Arbitraries.of(JSON);
    }

    @Provide
    Arbitrary<String> instants() {
        return Arbitraries.of(INSTANTS);
    }

    private static Arbitrary<ZoneId> zones() {
        return Arbitraries.of(ZONES).map(ZoneId::of);
    }

    private static Arbitrary<String> joined(Arbitrary<String> pieces, int max) {
        return pieces.list().ofMinSize(1).ofMaxSize(max).map(list -> String.join("", list));
    }

    private static Arbitrary<Rule> rules(
            Arbitrary<String> variables, Arbitrary<String> values, Arbitrary<Optional<ZoneId>> zones) {
        return Combinators.combine(
                        variables,
                        Arbitraries.of(Operation.class),
                        values.list().ofMinSize(1).ofMaxSize(3),
                        zones)
                .as((variable, operation, list, zone) ->
                        new Rule(variable, operation, fitting(operation, list), zone.orElse(null)));
    }

    private static List<String> fitting(Operation operation, List<String> values) {
        return operation.takesNoValue() ? List.of() : operation.takesList() ? values : values.subList(0, 1);
    }

    @Property(tries = 5_000)
    void areJudgedLikeTheNaiveEvaluatorJudgesUntypedValues(
            @ForAll("untypedRules") Rule rule, @ForAll("json") String json) {
        // given
        EventScope scope = SampleEvents.withMetadata("{\"x\": " + json + "}");
        JsonNode actual = scope.event().data().at("/metadata/x");

        // when
        Optional<Boolean> holds = CompiledRule.compile(rule)
                .fold(
                        compiled -> Optional.of(compiled.holds(scope, Instant.EPOCH)),
                        (field, detail) -> Optional.empty());

        // then
        Assume.that(holds.isPresent());
        assertThat(holds).contains(naive(rule, actual));
    }

    private static boolean naive(Rule rule, JsonNode actual) {
        boolean exists = !actual.isNull();
        String text = actual.asText();
        Predicate<String> equal = value -> actual.isNumber()
                ? isNumber(value)
                        && actual.decimalValue().subtract(new BigDecimal(value)).signum() == 0
                : actual.isBoolean() ? text.equals(value.toLowerCase(Locale.ROOT)) : text.equals(value);
        boolean scalar = exists && !actual.isContainerNode();
        String first = rule.values().isEmpty() ? "" : rule.values().get(0);
        return switch (rule.operation()) {
            case EXISTS -> exists;
            case NOT_EXISTS -> !exists;
            case EQUAL, IN -> scalar && rule.values().stream().anyMatch(equal);
            case NOT_EQUAL, NOT_IN -> scalar && rule.values().stream().noneMatch(equal);
            case STARTS_WITH -> scalar && text.indexOf(first) == 0;
            case ENDS_WITH ->
                scalar
                        && text.length() >= first.length()
                        && text.substring(text.length() - first.length()).equals(first);
            case CONTAINS -> scalar && text.indexOf(first) >= 0;
            case MATCHES -> scalar && Pattern.compile(first).matcher(text).find();
            case LESS_THAN -> scalar && compare(actual, first, "<");
            case LESS_OR_EQUAL -> scalar && compare(actual, first, "<=");
            case GREATER_THAN -> scalar && compare(actual, first, ">");
            case GREATER_OR_EQUAL -> scalar && compare(actual, first, ">=");
        };
    }

    private static boolean isNumber(String text) {
        return text.matches("-?[0-9]+(\\.[0-9]+)?([eE][0-9]+)?");
    }

    private static boolean compare(JsonNode actual, String value, String operator) {
        String text = actual.asText();
        int order;
        if (isNumber(value) && (actual.isNumber() || actual.isTextual()) && isNumber(text)) {
            order = Double.compare(Double.parseDouble(text), Double.parseDouble(value));
        } else if (value.contains(":") && text.contains(":") && actual.isTextual()) {
            order = LocalTime.parse(text).compareTo(LocalTime.parse(value));
        } else {
            return false;
        }
        return operator.equals("<")
                ? order < 0
                : operator.equals(">") ? order > 0 : operator.equals("<=") ? order <= 0 : order >= 0;
    }

    @Property(tries = 2_000)
    void areJudgedLikeTheNaiveEvaluatorJudgesClocks(@ForAll("clockRules") Rule rule, @ForAll("instants") String end) {
        // given
        EventScope scope = SampleEvents.succeeded();
        ((ObjectNode) scope.event().data().path("execution")).set("endedAt", JsonNodeFactory.instance.textNode(end));
        CompiledRule compiled = CompiledRule.compile(rule).fold(valid -> valid, (field, detail) -> {
            throw new AssertionError(detail);
        });

        // when
        boolean holds = compiled.holds(scope, Instant.EPOCH);

        // then
        LocalTime clock = OffsetDateTime.parse(end)
                .atZoneSameInstant(Objects.requireNonNull(rule.zone()))
                .toLocalTime();
        int order = clock.compareTo(LocalTime.parse(rule.values().get(0)));
        boolean expected = switch (rule.operation()) {
            case LESS_THAN -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER_THAN -> order > 0;
            default -> order >= 0;
        };
        assertThat(holds).isEqualTo(expected);
    }

    @Property(tries = 5_000)
    void areRefusedOrJudgedWhateverTheyHold(@ForAll("nonsensicalRules") Rule rule) {
        // when
        String explanation = CompiledRule.compile(rule)
                .fold(
                        compiled -> compiled.explain(SampleEvents.taskFailed(), Instant.EPOCH),
                        (field, detail) -> field + " " + detail);

        // then
        assertThat(explanation).isNotBlank();
    }

    /** Patterns that keep an engine that tries one way after the other busy for years. */
    @Provide
    Arbitrary<String> catastrophes() {
        Arbitrary<String> piece =
                Arbitraries.of("a", "a*", "(a+)+", "(a|a)*", "(a|aa)+", "(.*a){9}", "([a-z]+)*", "(a?){20}");
        return joined(piece, 6).map(pattern -> "^" + pattern + "$");
    }

    @Property(tries = 100)
    void areMatchedInLinearTime(@ForAll("catastrophes") String pattern) {
        // given
        EventScope scope = SampleEvents.withMetadata("{\"x\": \"" + "a".repeat(10_000) + "!\"}");
        Rule rule = new Rule("metadata.x", Operation.MATCHES, List.of(pattern), null);

        // when
        Optional<Boolean> holds = CompiledRule.compile(rule)
                .fold(
                        compiled -> Optional.of(compiled.holds(scope, Instant.EPOCH)),
                        (field, detail) -> Optional.empty());

        // then
        Assume.that(holds.isPresent());
        assertThat(holds).contains(false);
    }

    @Property(tries = 1_500)
    void areConditionsThatAreRefusedOrJudgedWhateverTheyHold(@ForAll("nonsensicalConditions") String expression) {
        // when
        String result = CompiledCondition.compile(expression)
                .fold(
                        compiled -> compiled.evaluate(SampleEvents.succeeded(), Instant.EPOCH)
                                .fold(() -> "true", () -> "false", detail -> detail),
                        detail -> detail);

        // then
        assertThat(result).isNotBlank().hasSizeLessThan(1_000);
    }
}
