package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.listener.DeliveryPolicy.OnExhaustion;
import dev.hearken.model.listener.DeliveryPolicy.Ordering;
import dev.hearken.model.listener.DeliveryPolicy.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A delivery policy as JSON. */
final class DeliveryPolicyJson {
    private static final int MAX_SCHEDULE = 30;
    private static final int MAX_RANGES = 20;
    private static final int MAX_IN_FLIGHT = 256;
    private static final int MIN_STATUS = 300;
    private static final int MAX_STATUS = 599;
    private static final double MAX_JITTER = 0.5;
    private static final Duration MIN_WAIT = Duration.ofSeconds(1);
    private static final Duration MAX_WAIT = Duration.ofHours(24);
    private static final Duration MIN_AGE = Duration.ofMinutes(1);
    private static final Duration MAX_AGE = Duration.ofDays(14);
    private static final int MAX_RATE = 1_000;
    private static final Duration MIN_PER = Duration.ofSeconds(1);
    private static final Duration MAX_PER = Duration.ofHours(1);
    private static final Map<String, Ordering> ORDERINGS =
            Map.of("none", Ordering.NONE, "execution", Ordering.EXECUTION);
    private static final Map<String, OnExhaustion> ON_EXHAUSTION =
            Map.of("skip", OnExhaustion.SKIP, "block", OnExhaustion.BLOCK);

    // Written out in every record of the catalog, and seldom anything else.
    private static final ArrayNode DEFAULT_SCHEDULE = write(DeliveryPolicy.DEFAULT.schedule());
    private static final ArrayNode DEFAULT_STATUS = write(DeliveryPolicy.DEFAULT.permanentStatus());

    private DeliveryPolicyJson() {}

    static DeliveryPolicy read(JsonFields listener, List<JsonFields> objects) {
        JsonFields delivery = listener.object("delivery");
        objects.add(delivery);
        JsonFields retry = delivery.object("retry");
        objects.add(retry);
        DeliveryPolicy absent = DeliveryPolicy.DEFAULT;
        DeliveryPolicy policy = new DeliveryPolicy(
                schedule(retry),
                retry.number("jitter", absent.jitter(), 0, MAX_JITTER),
                permanentStatus(retry),
                delivery.choice("ordering", absent.ordering(), ORDERINGS),
                delivery.choice("onExhaustion", absent.onExhaustion(), ON_EXHAUSTION),
                maxInFlight(delivery),
                rateLimit(delivery, objects),
                maxAge(delivery));
        blockFault(policy).ifPresent(fault -> delivery.error("onExhaustion", fault));
        return policy;
    }

    private static Optional<String> blockFault(DeliveryPolicy policy) {
        if (policy.onExhaustion() == OnExhaustion.SKIP) {
            return Optional.empty();
        }
        if (policy.ordering() == Ordering.NONE) {
            return Optional.of("\"block\" needs \"ordering\": \"execution\"");
        }
        return policy.schedule().isEmpty()
                ? Optional.of("\"block\" needs a retry schedule: it is tried on at its longest step")
                : Optional.empty();
    }

    private static @Nullable RateLimit rateLimit(JsonFields delivery, List<JsonFields> objects) {
        if (!delivery.has("rateLimit")) {
            return null;
        }
        JsonFields limit = delivery.object("rateLimit");
        objects.add(limit);
        if (!limit.isObject()) {
            return null;
        }
        if (!limit.has("count")) {
            limit.error("count", "is required");
        }
        Optional<String> text = limit.requiredText("per", 40);
        Optional<Duration> per = text.flatMap(given -> ListenerJson.duration(given, MIN_PER, MAX_PER));
        if (text.isPresent() && per.isEmpty()) {
            limit.error("per", "must be an ISO 8601 duration from PT1S to PT1H");
        }
        return new RateLimit(limit.integer("count", 1, 1, MAX_RATE), per.orElse(MAX_PER));
    }

    private static List<Duration> schedule(JsonFields retry) {
        if (!retry.has("schedule") || retry.value("schedule").equals(DEFAULT_SCHEDULE)) {
            return DeliveryPolicy.DEFAULT.schedule();
        }
        return retry.texts("schedule", MAX_SCHEDULE, 40, DeliveryPolicyJson::waitFault).stream()
                .map(Duration::parse)
                .toList();
    }

    private static Optional<String> waitFault(String text) {
        return ListenerJson.duration(text, MIN_WAIT, MAX_WAIT).isPresent()
                ? Optional.empty()
                : Optional.of("must be an ISO 8601 duration from PT1S to PT24H");
    }

    private static StatusRanges permanentStatus(JsonFields retry) {
        if (!retry.has("permanentStatus") || retry.value("permanentStatus").equals(DEFAULT_STATUS)) {
            return DeliveryPolicy.DEFAULT.permanentStatus();
        }
        return new StatusRanges(retry.texts("permanentStatus", MAX_RANGES, 20, DeliveryPolicyJson::statusFault).stream()
                .flatMap(text -> range(text).stream())
                .toList());
    }

    private static Optional<StatusRanges.Range> range(String text) {
        return StatusRanges.Range.parse(text, MIN_STATUS, MAX_STATUS);
    }

    private static Optional<String> statusFault(String text) {
        return range(text).isPresent()
                ? Optional.empty()
                : Optional.of("must be a status such as 404 or a range such as 400-499, within 300 to 599");
    }

    private static int maxInFlight(JsonFields delivery) {
        JsonNode value = delivery.value("maxInFlight");
        if (value.isMissingNode()) {
            return DeliveryPolicy.DEFAULT.maxInFlight();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 1
                || value.intValue() > MAX_IN_FLIGHT) {
            delivery.error("maxInFlight", "must be an integer from 1 to " + MAX_IN_FLIGHT);
            return DeliveryPolicy.DEFAULT.maxInFlight();
        }
        return value.intValue();
    }

    private static Duration maxAge(JsonFields delivery) {
        Optional<String> text = delivery.text("maxAge", 40);
        Optional<Duration> age = text.flatMap(given -> ListenerJson.duration(given, MIN_AGE, MAX_AGE));
        if (text.isPresent() && age.isEmpty()) {
            delivery.error("maxAge", "must be an ISO 8601 duration from PT1M to P14D");
        }
        return age.orElse(DeliveryPolicy.DEFAULT.maxAge());
    }

    static ObjectNode write(DeliveryPolicy policy) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode retry = json.putObject("retry");
        retry.set("schedule", write(policy.schedule()));
        retry.put("jitter", policy.jitter());
        retry.set("permanentStatus", write(policy.permanentStatus()));
        json.put("ordering", policy.ordering().name().toLowerCase(Locale.ROOT));
        json.put("onExhaustion", policy.onExhaustion().name().toLowerCase(Locale.ROOT));
        json.put("maxInFlight", policy.maxInFlight());
        RateLimit limit = policy.rateLimit();
        if (limit == null) {
            json.putNull("rateLimit");
        } else {
            json.putObject("rateLimit")
                    .put("count", limit.count())
                    .put("per", limit.per().toString());
        }
        json.put("maxAge", text(policy.maxAge()));
        return json;
    }

    private static ArrayNode write(List<Duration> schedule) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        schedule.forEach(wait -> json.add(wait.toString()));
        return json;
    }

    private static ArrayNode write(StatusRanges statuses) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        statuses.ranges().forEach(range -> json.add(range.toString()));
        return json;
    }

    /** Whole days as {@code P7D}, as owners write them; Java's own form would be {@code PT168H}. */
    private static String text(Duration age) {
        return age.equals(Duration.ofDays(age.toDays())) ? "P" + age.toDays() + "D" : age.toString();
    }
}
