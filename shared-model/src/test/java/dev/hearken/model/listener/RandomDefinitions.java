package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.listener.DeliveryPolicy.OnExhaustion;
import dev.hearken.model.listener.DeliveryPolicy.Ordering;
import dev.hearken.model.listener.DeliveryPolicy.RateLimit;
import dev.hearken.model.listener.HmacForm.Algorithm;
import dev.hearken.model.listener.HmacForm.Encoding;
import dev.hearken.model.listener.HmacForm.Signed;
import dev.hearken.model.listener.HttpCallback.Format;
import dev.hearken.model.listener.HttpCallback.Method;
import dev.hearken.model.listener.Rule.Operation;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Valid definitions by chance, the bounds of every field included. */
public final class RandomDefinitions {
    private static final List<String> CHARACTERS =
            List.of("a", "Z", "0", " ", "-", "/", "~", "\"", "\\", "é", "嘊", "😀", "\t", "'", "<", "{", "$", "*", "?");
    private static final List<String> EVENTS =
            List.of("execution.succeeded", "task.*", "*", "*.failed", "EXECUTION", "on-task-error", "TASK_SKIPPED");
    private static final List<String> URLS = List.of(
            "http://a.example/",
            "https://a.example",
            "https://a.example:8443/p%20q/?x=1&y=%0d%0a",
            "https://xn--e1afmkfd.example./",
            "http://192.0.2.1:65535/",
            "http://[2001:db8::1]:80/x",
            "${{variables.url}}",
            "https://${{ variables.host | lower }}:8443/p?q=${{metadata['a b'] | default('x')}}",
            "https://a.example/${{event.id}}/$x");
    private static final List<Signing> SIGNINGS = List.of(
            Signing.STANDARD_WEBHOOKS,
            Signing.NONE,
            new Signing.HmacHeader(HmacForm.TRIFACTA, null),
            new Signing.HmacHeader(HmacForm.TRIFACTA, "trifacta key"),
            new Signing.HmacHeader(
                    new HmacForm("X-Sig", Algorithm.SHA512, Encoding.BASE64, "t=<t>, v1=", Signed.TIMESTAMP_AND_BODY),
                    "k"),
            new Signing.HmacHeader(new HmacForm("S", Algorithm.SHA256, Encoding.HEX, "", Signed.BODY), null));
    private static final List<Auth> AUTHS = List.of(
            Auth.NONE,
            new Auth.Basic("${{variables.user}}", "${{ secrets['pass word'] | base64 }}"),
            new Auth.Bearer("${{secrets.token}}"),
            new OAuth2(URI.create("https://login.example.com/token"), "client 1", "oauth", List.of("a", "b:c")));

    private static final List<TlsOptions> TLS =
            List.of(TlsOptions.DEFAULT, new TlsOptions(false, null, null), new TlsOptions(true, null, "client_pem"));

    private static final List<String> CONDITIONS = List.of(
            "true",
            "execution.error == null && metadata.rows > 0",
            "tasks.exists(t, t.name == 'load' &&\n  t.state != 'FAILED')",
            "workflow.labels['team'].matches('^d.ta$')");

    private final Random random;

    public RandomDefinitions(Random random) {
        this.random = random;
    }

    public ListenerDefinition next() {
        return new ListenerDefinition(
                "n" + text(199),
                random.nextBoolean() ? text(900) + "\n" + text(900) : null,
                random.nextBoolean(),
                labels(128),
                random.nextInt(4) == 0 ? Selector.ALL : selector(),
                list(64, this::rule),
                random.nextBoolean() ? CONDITIONS.get(random.nextInt(CONDITIONS.size())) : null,
                list(20, this::quietWindow),
                callback(),
                random.nextInt(4) == 0 ? DeliveryPolicy.DEFAULT : delivery());
    }

    private Selector selector() {
        return new Selector(
                list(100, () -> EVENTS.get(random.nextInt(EVENTS.size()))),
                list(100, this::pattern),
                list(3, this::pattern),
                list(3, this::pattern),
                list(3, this::pattern),
                list(3, this::pattern),
                labels(256));
    }

    private Rule rule() {
        return switch (random.nextInt(6)) {
            case 0 ->
                new Rule("metadata['" + "k" + random.nextInt(9) + "']", Operation.EQUAL, List.of(text(1000)), null);
            case 1 ->
                new Rule(
                        "execution.durationMs",
                        Operation.IN,
                        Stream.generate(() -> String.valueOf(random.nextInt()))
                                .limit(1 + random.nextInt(100))
                                .toList(),
                        null);
            case 2 -> new Rule("endedAt.time", Operation.LESS_THAN, List.of("08:00"), ZoneId.of("America/Sao_Paulo"));
            case 3 -> new Rule("rows", Operation.GREATER_THAN, List.of("0"), null);
            case 4 -> new Rule("task.error", Operation.EXISTS, List.of(), null);
            default -> new Rule("task.name", Operation.MATCHES, List.of("^l[oO]+ad$"), null);
        };
    }

    private QuietWindow quietWindow() {
        int from = random.nextInt(1_440);
        return new QuietWindow(
                list(7, () -> DayOfWeek.of(1 + random.nextInt(7))).stream().collect(Collectors.toSet()),
                from,
                (from + 1 + random.nextInt(1_438)) % 1_440,
                ZoneId.of(
                        List.of("Europe/Berlin", "America/Sao_Paulo", "+05:30").get(random.nextInt(3))),
                QuietWindow.Then.DROP);
    }

    private String pattern() {
        return "p" + text(255);
    }

    private HttpCallback callback() {
        Method method = Method.values()[random.nextInt(Method.values().length)];
        JsonNode body = method.hasBody() && random.nextBoolean() ? body(4) : null;
        return new HttpCallback(
                method,
                URLS.get(random.nextInt(URLS.size())),
                headers(),
                body,
                format(body != null),
                random.nextBoolean(),
                random.nextInt(1_000_001),
                Duration.ofMillis(100 + random.nextInt(29_901)),
                random.nextBoolean() ? StatusRanges.SUCCESS : ranges(),
                SIGNINGS.get(random.nextInt(SIGNINGS.size())),
                AUTHS.get(random.nextInt(AUTHS.size())),
                TLS.get(random.nextInt(TLS.size())));
    }

    private Format format(boolean body) {
        List<Format> fitting = Stream.of(Format.values())
                .filter(format -> body ? format.takesBody() : format != Format.TEMPLATE)
                .toList();
        return fitting.get(random.nextInt(fitting.size()));
    }

    private StatusRanges ranges() {
        return new StatusRanges(Stream.generate(() -> 200 + random.nextInt(100))
                .map(first -> new StatusRanges.Range(first, first + random.nextInt(300 - first)))
                .limit(1 + random.nextInt(20))
                .toList());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = random.nextInt(21); i > 0; i--) {
            headers.put("X-" + i + "!#$%&'*+.^_`|~", random.nextInt(4) == 0 ? "" : "v \t" + i + "=~${{listener.name}}");
        }
        return headers;
    }

    private JsonNode body(int depth) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> json.textNode(text(20));
            case 1 -> json.numberNode(random.nextInt());
            case 2 ->
                json.numberNode(
                        new BigDecimal(new String[] {"0.10", "1E+400", "-0.0", "123456789.000"}[random.nextInt(4)]));
            case 3 -> json.booleanNode(random.nextBoolean());
            case 4 -> json.textNode("\n\u0001 ${{ metadata.a | json }} $${{");
            case 5 -> {
                ArrayNode array = json.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(random.nextInt(5) == 0 ? json.nullNode() : body(depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = json.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(text(10), random.nextInt(5) == 0 ? json.nullNode() : body(depth - 1));
                }
                yield object;
            }
        };
    }

    private DeliveryPolicy delivery() {
        double[] jitter = {0, 0.5, 0.1, random.nextDouble() / 2};
        List<Duration> schedule = list(30, () -> Duration.ofMillis(1_000 + random.nextInt(24 * 3_600_000 - 999)));
        Ordering ordering = random.nextBoolean() ? Ordering.EXECUTION : Ordering.NONE;
        boolean mayBlock = ordering == Ordering.EXECUTION && !schedule.isEmpty();
        return new DeliveryPolicy(
                schedule,
                jitter[random.nextInt(4)],
                new StatusRanges(list(20, () -> {
                    int first = 300 + random.nextInt(300);
                    return new StatusRanges.Range(first, first + random.nextInt(600 - first));
                })),
                ordering,
                mayBlock && random.nextBoolean() ? OnExhaustion.BLOCK : OnExhaustion.SKIP,
                1 + random.nextInt(256),
                random.nextBoolean()
                        ? new RateLimit(1 + random.nextInt(1_000), Duration.ofMillis(1_000 + random.nextInt(3_599_001)))
                        : null,
                Duration.ofSeconds(60 + random.nextInt(14 * 24 * 3600 - 59)));
    }

    private Map<String, String> labels(int maxValue) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = random.nextInt(random.nextBoolean() ? 33 : 3); i > 0; i--) {
            labels.put("k" + text(127), text(maxValue));
        }
        return labels;
    }

    private <T> List<T> list(int most, Supplier<T> entries) {
        int size = random.nextInt(3) == 0 ? random.nextInt(most + 1) : random.nextInt(Math.min(most, 3) + 1);
        return Stream.generate(entries).limit(size).toList();
    }

    private String text(int maxLength) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(20) == 0 ? maxLength : random.nextInt(Math.min(maxLength, 12) + 1);
        while (text.length() < length) {
            String next = CHARACTERS.get(random.nextInt(CHARACTERS.size()));
            boolean template = text.toString().endsWith("${") && next.equals("{");
            text.append(template || text.length() + next.length() > length ? "x" : next);
        }
        return text.toString();
    }
}
