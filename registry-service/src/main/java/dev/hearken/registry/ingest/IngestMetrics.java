package dev.hearken.registry.ingest;

import dev.hearken.format.InboundFormat;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/** What engines bring, in numbers. */
@Singleton
class IngestMetrics {
    private final MeterRegistry meters;

    IngestMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** How a request ended. */
    enum Result {
        ACCEPTED,
        INVALID,
        TOO_LARGE,
        TOO_BUSY,
        NOT_ACKNOWLEDGED
    }

    void request(InboundFormat format, Result result) {
        Counter.builder("hearken.ingest.requests")
                .description("Requests that brought events, by how they ended")
                .tag("format", format.wireName())
                .tag("result", result.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(meters)
                .increment();
    }

    void published(InboundFormat format, int records) {
        Counter.builder("hearken.ingest.records")
                .description("Records that were published for them and confirmed")
                .tag("format", format.wireName())
                .register(meters)
                .increment(records);
    }
}
