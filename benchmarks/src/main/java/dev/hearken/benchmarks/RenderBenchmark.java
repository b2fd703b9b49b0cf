package dev.hearken.benchmarks;

import dev.hearken.language.template.Rendering;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.rendering.BodyRenderer;
import dev.hearken.rendering.CallbackSource;
import dev.hearken.rendering.RenderedRequest;
import dev.hearken.rendering.RequestRenderer;
import dev.hearken.rendering.TenantValues;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One event of 1 KB becomes the signed request of one listener: its body, then its url, headers and signature. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RenderBenchmark {
    private static final Instant TIME = Instant.parse("2026-01-07T02:15:01Z");
    private static final Map<String, String> VARIABLES = Map.of("region", "eu-west-1");

    private static final String EVENT = """
            {"type": "http", "url": "http://receiver.example.com/hooks/1"}
            """;
    private static final String TEMPLATE = """
            {"type": "http", "url": "http://receiver.example.com/hooks/${{ workflow.name }}",
             "headers": {"X-Run": "${{ execution.id }}", "X-Token": "${{ secrets.token }}"},
             "body": {"what": "${{ task.name | upper }} is ${{ task.state }}", "run": "${{ execution.id }}",
                      "region": "${{ variables.region }}", "rows": "${{ metadata.rows }}",
                      "task": "${{ task }}", "workflow": "${{ workflow }}"}}
            """;

    /**
     * {@code event}: the body that callbacks have by default; {@code template}: a body, a url and a header of the
     * listener's own, with variables and a secret.
     */
    @Param({"event", "template"})
    public String body = "event";

    private final RequestRenderer requests = new RequestRenderer("0", Clock.systemUTC(), new SplittableRandom(1));
    private final TenantValues values = new Values();
    private final byte[] raw = Samples.data("workflow-0");
    private final WorkflowEvent event = Samples.event("workflow-0");
    private final DeliveryId id = DeliveryId.of(event.tenant(), event.source(), event.id(), Listeners.ID);
    private CallbackSource source = Listeners.source(EVENT);
    private Delivery delivery = delivery(RenderedBody.NONE);

    /** Compiles the listener and checks what it sends. */
    @Setup
    public void compile() {
        source = Listeners.source(body.equals("event") ? EVENT : TEMPLATE);
        delivery = delivery(body());
        int size = request().body().length;
        if (size < 600 || size > 1_500 || !request().headers().containsKey("webhook-signature")) {
            throw new IllegalStateException("expected a signed body of about 1 KB, not " + size + " bytes");
        }
    }

    /** The first attempt of a delivery. */
    @Benchmark
    public RenderedRequest renderAndSign() {
        delivery = delivery(body());
        return request();
    }

    /** Each further one: the body is kept. */
    @Benchmark
    public RenderedRequest sign() {
        return request();
    }

    private RenderedBody body() {
        return rendered(new BodyRenderer(event, raw, VARIABLES, TIME).render(source, id));
    }

    private RenderedRequest request() {
        return rendered(requests.render(delivery, source, values));
    }

    private Delivery delivery(RenderedBody rendered) {
        return new Delivery(
                id,
                TenantId.DEFAULT,
                Listeners.ID,
                event.id(),
                event.type().wireName(),
                new SourceRecord("workflow.tasks", 0, 0, null, Samples.headers(), raw),
                rendered,
                TIME,
                TIME,
                List.of());
    }

    private static <T> T rendered(Rendering<T> rendering) {
        return rendering.fold(value -> value, failure -> {
            throw new IllegalStateException(failure.toString());
        });
    }

    private static final class Values implements TenantValues {
        @Override
        public Map<String, String> variables() {
            return VARIABLES;
        }

        @Override
        public Optional<String> secret(String name) {
            return Optional.of("s3cret");
        }
    }
}
