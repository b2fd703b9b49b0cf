package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Why an attempt failed or a delivery ended without success: metric tag, record field and documentation in one closed
 * list.
 */
public enum FailureReason {
    STATUS_RETRYABLE("status-retryable", "The endpoint answered with a status that may pass, such as 500 or 429."),
    STATUS_PERMANENT("status-permanent", "The endpoint answered with a status that will not pass, such as 400 or 404."),
    GONE("gone", "The endpoint answered 410: it wants no more."),
    REDIRECT("redirect", "The endpoint answered with a redirect, which is never followed: correct the listener's url."),
    TIMEOUT("timeout", "The head of the response had not arrived when the deadline passed."),
    CONNECT_FAILED("connect-failed", "No connection could be opened: refused, unreachable, or no answer."),
    CONNECTION_LOST("connection-lost", "The connection broke before the head of the response had arrived."),
    DNS("dns", "The host name could not be resolved."),
    TLS("tls", "The TLS handshake failed: certificate, host name or protocol."),
    PROTOCOL("protocol", "What came back was not HTTP, or its head was too large."),
    HOST_BUSY("host-busy", "All connections to the host were in use, and too many requests waited for one."),
    AUTH("auth", "The token for the request could not be had from the listener's token URL."),
    EGRESS_DENIED(
            "egress-denied", "The host resolves to an address, or the url names a port, that must not be dialled."),
    SIGNING("signing", "The listener's signing secret cannot be decrypted with the keys of this instance."),
    SECRET(
            "secret",
            "A secret that the listener names is not there, or cannot be decrypted with this instance's keys."),
    RENDERING("rendering", "The url, a header or the body could not be made from the listener's templates."),
    LISTENER_DISABLED("listener-disabled", "The listener was disabled while the delivery waited."),
    LISTENER_DELETED("listener-deleted", "The listener was deleted while the delivery waited."),
    EXPIRED("expired", "The delivery had reached the listener's maxAge without success."),
    TOO_LARGE(
            "too-large",
            "The delivery was too large for the topic in which it should have waited: the event, and the body made"
                    + " from it."),
    EVENT_GONE("event-gone", "The event had been deleted from its topic before the delivery could be tried."),
    /** Read only: a record of a newer version stays readable. */
    @JsonEnumDefaultValue
    UNKNOWN("unknown", "A newer version of Hearken gave a reason that this one does not know.");

    private final String wireName;
    private final String description;

    FailureReason(String wireName, String description) {
        this.wireName = wireName;
        this.description = description;
    }

    /** The literal form in records, metrics and the API. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** One sentence for the listener's owner. */
    public String description() {
        return description;
    }
}
