package dev.hearken.registry.problem;

import java.net.URI;
import java.util.Locale;

/** The kinds of problem: each has one {@code type}, one {@code title} and one status. */
public enum ProblemType {
    INVALID_REQUEST(400, "A parameter or header is not valid"),
    MALFORMED_JSON(400, "The body is not well-formed JSON"),
    INVALID_EVENT(400, "The body is not an event"),
    INVALID_CURSOR(400, "The cursor is not valid for this list"),
    UNAUTHENTICATED(401, "A valid API key is required"),
    FORBIDDEN(403, "The API key's roles do not allow this"),
    NOT_FOUND(404, "There is nothing at this address"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types can be served"),
    REQUEST_IN_PROGRESS(409, "A request with this idempotency key is being worked on"),
    IN_USE(409, "Listeners use it"),
    TENANT_EXISTS(409, "The tenant has API keys already"),
    NOT_WAITING(409, "The delivery is not waiting"),
    NOT_REDELIVERABLE(409, "The delivery cannot be sent again"),
    READ_ONLY(409, "The object is not managed by the API"),
    LISTENER_DISABLED(409, "The listener is disabled"),
    EVENT_GONE(410, "The event is kept no longer"),
    PRECONDITION_FAILED(412, "The object was changed in the meantime"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not supported"),
    INVALID_LISTENER(422, "The listener is not valid"),
    INVALID_PREVIEW(422, "The preview is not valid"),
    INVALID_VALUE(422, "The value is not valid"),
    INVALID_IMPORT(422, "The definition cannot be imported"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request"),
    INVALID_API_KEY(422, "The API key is not valid"),
    INVALID_REPLAY(422, "The replay is not valid"),
    QUOTA_EXCEEDED(429, "The tenant has used up its quota"),
    TOO_MANY_FAILURES(429, "Too many wrong keys or tokens were sent"),
    REQUEST_REFUSED(400, "The request cannot be served"),
    INTERNAL_ERROR(500, "Something went wrong inside the registry"),
    UNAVAILABLE(503, "The registry's database cannot be reached at the moment"),
    PROVIDER_UNAVAILABLE(503, "The OpenID Connect provider cannot be asked at the moment"),
    NOT_ACKNOWLEDGED(503, "Kafka did not confirm the event in time"),
    TOO_BUSY(503, "Too many events are being taken in at the moment"),
    KAFKA_UNAVAILABLE(503, "Kafka cannot be reached at the moment"),
    TEST_TIMED_OUT(504, "The attempt has not been seen in time");

    private static final String BASE = "https://hearken.dev/problems/";

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Identifies the kind, {@code https://hearken.dev/problems/<kebab-case name>}. */
    public URI type() {
        return URI.create(BASE + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** One sentence for people, the same for every problem of this kind. */
    public String title() {
        return title;
    }

    /** HTTP status of the answer. */
    public int status() {
        return status;
    }
}
