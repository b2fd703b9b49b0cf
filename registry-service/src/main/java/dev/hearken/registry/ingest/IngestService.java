package dev.hearken.registry.ingest;

import dev.hearken.format.InboundFormat;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.FieldError;
import dev.hearken.registry.ingest.InboundDecoder.Placed;
import dev.hearken.registry.ingest.IngestMetrics.Result;
import dev.hearken.registry.ingest.IngestPublisher.Entry;
import dev.hearken.registry.platform.BodyLimit;
import dev.hearken.registry.platform.BodyLimits;
import dev.hearken.registry.problem.Problem;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Takes events in: all of a request or none are published. */
@Singleton
class IngestService {
    private static final String RETRY_AFTER_SECONDS = "2";
    private static final int MAX_ERRORS = 100;

    private final InboundDecoder decoder;
    private final IngestPublisher publisher;
    private final InFlight inFlight;
    private final BodyLimit limit;
    private final IngestMetrics metrics;
    private final Clock clock;

    IngestService(
            InboundDecoder decoder,
            IngestPublisher publisher,
            InFlight inFlight,
            BodyLimits limits,
            IngestMetrics metrics,
            Clock clock) {
        this.decoder = decoder;
        this.publisher = publisher;
        this.inFlight = inFlight;
        this.limit = limits.ingest();
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Publishes the events of a CloudEvents request; returns how many, after the brokers have them.
     *
     * @param headers the request's, names in lower case
     * @throws ProblemException with what the request is answered
     */
    int cloudEvents(TenantId tenant, Map<String, List<String>> headers, InputStream body) {
        return take(tenant, InboundFormat.CLOUDEVENTS, body, bytes -> HttpCloudEvents.read(headers, bytes));
    }

    /**
     * Publishes a body in an engine's own format, byte for byte.
     *
     * @throws ProblemException with what the request is answered
     */
    int engine(TenantId tenant, InboundFormat format, Map<String, List<String>> headers, InputStream body) {
        return take(tenant, format, body, bytes -> {
            JsonMediaType type = JsonMediaType.of(headers.getOrDefault("content-type", List.of()));
            Map<String, String> record = Map.of("hearken-format", format.wireName(), "content-type", type.text());
            return new HttpCloudEvents.Message(List.of(new InboundRecord(record, bytes)), false);
        });
    }

    private int take(
            TenantId tenant, InboundFormat format, InputStream body, Function<byte[], HttpCloudEvents.Message> reader) {
        if (!tenant.equals(TenantId.DEFAULT)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "The topics of this registry carry events of the tenant 'default' only");
        }
        Optional<InFlight.Room> room = inFlight.enter(limit.maxBytes());
        if (room.isEmpty()) {
            throw refused(format, Result.TOO_BUSY, later(ProblemType.TOO_BUSY));
        }
        try {
            return publish(format, entries(tenant, format, reader.apply(limit.read(body))));
        } catch (ProblemException e) {
            if (e.problem().status() < 500) {
                metrics.request(
                        format, e.problem().type() == ProblemType.BODY_TOO_LARGE ? Result.TOO_LARGE : Result.INVALID);
            }
            throw e;
        } finally {
            room.get().close();
        }
    }

    private List<Entry> entries(TenantId tenant, InboundFormat format, HttpCloudEvents.Message message) {
        Instant now = clock.instant();
        List<FieldError> errors = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (InboundRecord record : message.records()) {
            String pointer = message.batch() ? "/" + (entries.size() + errors.size()) : "";
            decoder.decode(tenant, format, record, now)
                    .<Optional<Placed>>fold(Optional::of, detail -> {
                        errors.add(new FieldError(pointer, detail));
                        return Optional.empty();
                    })
                    .ifPresent(place -> entries.add(new Entry(record, place)));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(invalid(errors));
        }
        return entries;
    }

    private static Problem invalid(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? errors.get(0).detail()
                : errors.size() + " events are not valid; nothing was published";
        return new Problem(
                ProblemType.INVALID_EVENT,
                ProblemType.INVALID_EVENT.status(),
                detail,
                List.copyOf(errors.subList(0, Math.min(errors.size(), MAX_ERRORS))),
                Map.of(),
                null);
    }

    private int publish(InboundFormat format, List<Entry> entries) {
        return publisher
                .publish(entries)
                .fold(
                        () -> {
                            metrics.request(format, Result.ACCEPTED);
                            metrics.published(format, entries.size());
                            return entries.size();
                        },
                        () -> {
                            throw refused(format, Result.NOT_ACKNOWLEDGED, later(ProblemType.NOT_ACKNOWLEDGED));
                        },
                        () -> {
                            throw new ProblemException(
                                    ProblemType.BODY_TOO_LARGE, "The event is larger than its topic takes");
                        });
    }

    private ProblemException refused(InboundFormat format, Result result, Problem problem) {
        metrics.request(format, result);
        return new ProblemException(problem);
    }

    private static Problem later(ProblemType type) {
        return Problem.of(type, "Send it again; the same id from the same source is the same event")
                .withHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
}
