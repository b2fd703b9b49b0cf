package dev.hearken.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.Seeded;
import dev.hearken.model.listener.Rule;
import dev.hearken.model.listener.Rule.Operation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules by chance, judged by a second evaluator that was written for simplicity, and fed with nonsense. */
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

    private static Random random;

    @BeforeAll
    static void seed() {
        random = Seeded.random(RandomRulesTest.class);
    }

    private static <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static Operation operation() {
        return Operation.values()[random.nextInt(Operation.values().length)];
    }

    private static List<String> values(Operation operation, List<String> from) {
        return operation.takesNoValue()
                ? List.of()
                : Stream.generate(() -> one(from))
                        .limit(operation.takesList() ? 1 + random.nextInt(3) : 1)
                        .toList();
    }

    @Test
    void areJudgedLikeTheNaiveEvaluatorJudgesUntypedValues() {
        int judged = 0;
        for (int round = 0; round < 50_000; round++) {
            // given
            String json = one(JSON);
            Operation operation = operation();
            Rule rule = new Rule("metadata.x", operation, values(operation, TEXTS), null);
            EventScope scope = SampleEvents.withMetadata("{\"x\": " + json + "}");
            JsonNode actual = scope.event().data().at("/metadata/x");

            // when
            Boolean holds = CompiledRule.compile(rule)
                    .fold(compiled -> compiled.holds(scope, Instant.EPOCH), (field, detail) -> null);

            // then
            if (holds != null) {
                assertThat(holds).as("%s on %s", rule, json).isEqualTo(naive(rule, actual));
                judged++;
            }
        }
        assertThat(judged).isGreaterThan(20_000);
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

    @Test
    void areJudgedLikeTheNaiveEvaluatorJudgesClocks() {
        for (int round = 0; round < 20_000; round++) {
            // given
            String end = one(INSTANTS);
            ZoneId zone = ZoneId.of(one(ZONES));
            int minute = random.nextInt(1_440);
            String value = "%02d:%02d".formatted(minute / 60, minute % 60);
            Operation operation = one(List.of(
                    Operation.LESS_THAN, Operation.LESS_OR_EQUAL, Operation.GREATER_THAN, Operation.GREATER_OR_EQUAL));
            EventScope scope = SampleEvents.succeeded();
            ((ObjectNode) scope.event().data().path("execution"))
                    .set("endedAt", JsonNodeFactory.instance.textNode(end));
            CompiledRule rule = CompiledRule.compile(new Rule("endedAt.time", operation, List.of(value), zone))
                    .fold(compiled -> compiled, (field, detail) -> {
                        throw new AssertionError(detail);
                    });

            // when
            boolean holds = rule.holds(scope, Instant.EPOCH);

            // then
            long second = OffsetDateTime.parse(end)
                    .atZoneSameInstant(zone)
                    .toLocalTime()
                    .toSecondOfDay();
            long bound = minute * 60L;
            boolean expected = switch (operation) {
                case LESS_THAN -> second < bound;
                case LESS_OR_EQUAL -> second <= bound;
                case GREATER_THAN -> second > bound;
                default -> second >= bound;
            };
            assertThat(holds).as("%s %s %s %s", end, zone, operation, value).isEqualTo(expected);
        }
    }

    @Test
    void areRefusedOrJudgedWhateverTheyHold() {
        for (int round = 0; round < 50_000; round++) {
            // given
            Operation operation = operation();
            Rule rule = new Rule(
                    nonsense(),
                    operation,
                    values(
                            operation,
                            Stream.generate(RandomRulesTest::nonsense).limit(5).toList()),
                    random.nextInt(4) == 0 ? ZoneId.of(one(ZONES)) : null);

            // when
            String explanation = CompiledRule.compile(rule)
                    .fold(
                            compiled -> compiled.explain(SampleEvents.taskFailed(), Instant.EPOCH),
                            (field, detail) -> field + " " + detail);

            // then
            assertThat(explanation).isNotBlank();
        }
    }

    private static String nonsense() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(one(FRAGMENTS));
        }
        return text.toString();
    }

    @Test
    void areConditionsThatAreRefusedOrJudgedWhateverTheyHold() {
        List<String> tokens = List.of(
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
        for (int round = 0; round < 5_000; round++) {
            // given
            StringBuilder expression = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                expression.append(one(tokens)).append(random.nextBoolean() ? " " : "");
            }

            // when
            String result = CompiledCondition.compile(expression.toString())
                    .fold(
                            compiled -> compiled.evaluate(SampleEvents.succeeded(), Instant.EPOCH)
                                    .fold(() -> "true", () -> "false", detail -> detail),
                            detail -> detail);

            // then
            assertThat(result).as(expression.toString()).isNotBlank().hasSizeLessThan(1_000);
        }
    }
}
