package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * One event for one listener, on its way. This is what a retry topic carries.
 *
 * @param id the same on every attempt
 * @param tenant whose it is
 * @param listener for whom; its url, headers and secret are looked up at each attempt
 * @param eventId the event's id
 * @param eventType the event's type, literal form
 * @param source the record that the event came from
 * @param body rendered once, at the first attempt
 * @param createdAt when the event was matched
 * @param due not to be tried before
 * @param attempts what was tried so far, oldest first; the last {@value #MAX_ATTEMPTS} of them
 * @param order where it stands, absent unless the listener asked for an order
 * @param subject what the event is about; absent in a delivery that an older version began
 * @param onDemand why somebody wanted it sent; absent when it follows from its event alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Delivery(
        DeliveryId id,
        TenantId tenant,
        ListenerId listener,
        String eventId,
        String eventType,
        SourceRecord source,
        RenderedBody body,
        Instant createdAt,
        Instant due,
        List<Attempt> attempts,
        @Nullable Order order,
        @Nullable Subject subject,
        Redelivery.@Nullable Reason onDemand) {
    /** Older attempts are left out: one that blocks others may be tried for a fortnight. */
    public static final int MAX_ATTEMPTS = 50;

    /** Insists on every value and copies the attempts. */
    public Delivery {
        requireNonNull(id);
        requireNonNull(tenant);
        requireNonNull(listener);
        requireNonNull(eventId);
        requireNonNull(eventType);
        requireNonNull(source);
        requireNonNull(body);
        requireNonNull(createdAt);
        requireNonNull(due);
        attempts = List.copyOf(attempts);
    }

    /** A delivery that follows no other. */
    public Delivery(
            DeliveryId id,
            TenantId tenant,
            ListenerId listener,
            String eventId,
            String eventType,
            SourceRecord source,
            RenderedBody body,
            Instant createdAt,
            Instant due,
            List<Attempt> attempts) {
        this(id, tenant, listener, eventId, eventType, source, body, createdAt, due, attempts, null, null);
    }

    /** A delivery that nobody asked for beyond its listener. */
    public Delivery(
            DeliveryId id,
            TenantId tenant,
            ListenerId listener,
            String eventId,
            String eventType,
            SourceRecord source,
            RenderedBody body,
            Instant createdAt,
            Instant due,
            List<Attempt> attempts,
            @Nullable Order order,
            @Nullable Subject subject) {
        this(id, tenant, listener, eventId, eventType, source, body, createdAt, due, attempts, order, subject, null);
    }

    /** Whether it only shows whether the listener works: one attempt, whatever comes of it. */
    @JsonIgnore
    public boolean isTest() {
        return onDemand == Redelivery.Reason.TEST;
    }

    /** The number of the next attempt, 1 for the first. */
    public int nextAttempt() {
        return attempts.isEmpty() ? 1 : attempts.get(attempts.size() - 1).number() + 1;
    }

    /** The same delivery after one attempt more. */
    public Delivery withAttempt(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        return new Delivery(
                id,
                tenant,
                listener,
                eventId,
                eventType,
                source,
                body,
                createdAt,
                due,
                all.subList(Math.max(0, all.size() - MAX_ATTEMPTS), all.size()),
                order,
                subject,
                onDemand);
    }

    /** The same delivery with its body. */
    public Delivery withBody(RenderedBody rendered) {
        return new Delivery(
                id, tenant, listener, eventId, eventType, source, rendered, createdAt, due, attempts, order, subject,
                onDemand);
    }

    /** The same delivery, to be tried at another time. */
    public Delivery withDue(Instant time) {
        return new Delivery(
                id, tenant, listener, eventId, eventType, source, body, createdAt, time, attempts, order, subject,
                onDemand);
    }

    /** The same delivery, standing elsewhere. */
    public Delivery withOrder(Order place) {
        return new Delivery(
                id, tenant, listener, eventId, eventType, source, body, createdAt, due, attempts, place, subject,
                onDemand);
    }

    /** The same delivery, of an event that is about this. */
    public Delivery withSubject(Subject about) {
        return new Delivery(
                id, tenant, listener, eventId, eventType, source, body, createdAt, due, attempts, order, about,
                onDemand);
    }

    /** The same delivery, sent because somebody asked for it. */
    public Delivery withOnDemand(Redelivery.Reason reason) {
        return new Delivery(
                id, tenant, listener, eventId, eventType, source, body, createdAt, due, attempts, order, subject,
                reason);
    }

    /** The same delivery without body and without the event's bytes and headers. */
    Delivery withoutPayload() {
        SourceRecord pointer =
                new SourceRecord(source.topic(), source.partition(), source.offset(), null, Map.of(), new byte[0]);
        return new Delivery(
                id,
                tenant,
                listener,
                eventId,
                eventType,
                pointer,
                RenderedBody.NONE,
                createdAt,
                due,
                attempts,
                order,
                subject);
    }
}
