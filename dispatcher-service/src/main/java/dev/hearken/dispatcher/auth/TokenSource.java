package dev.hearken.dispatcher.auth;

import dev.hearken.dispatcher.auth.TokenAnswer.NoToken;
import dev.hearken.dispatcher.auth.TokenAnswer.Token;
import dev.hearken.dispatcher.transport.AttemptResult.Answered;
import dev.hearken.dispatcher.transport.AttemptResult.Failed;
import dev.hearken.dispatcher.transport.Exchange;
import dev.hearken.dispatcher.transport.Timings;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.HttpCallback.Method;
import dev.hearken.rendering.ClientCredentials;
import dev.hearken.rendering.RenderedRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Gets tokens and keeps them. However many ask for a listener's token while it is being fetched, it is fetched once; a
 * token url that gives none is asked again after some seconds and not for every attempt.
 */
@Singleton
public class TokenSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_SKEW = Duration.ofSeconds(30);
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(5);
    private static final int MAX_LISTENERS = 10_000;
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final Exchange exchange;
    private final InstantSource time;
    private final ConcurrentMap<ClientCredentials, Kept> kept = new ConcurrentHashMap<>();

    /** An answer that is on its way, or has come and may be used until then. */
    private static final class Kept {
        final Uni<TokenAnswer> answer;
        volatile Instant until = Instant.MAX;
        volatile Optional<TokenAnswer> came = Optional.empty();

        Kept(Uni<Lasting> fetch) {
            this.answer = fetch.map(this::keep).memoize().indefinitely();
        }

        private TokenAnswer keep(Lasting lasting) {
            until = lasting.until();
            came = Optional.of(lasting.answer());
            return lasting.answer();
        }
    }

    private record Lasting(TokenAnswer answer, Instant until) {}

    TokenSource(Exchange exchange, InstantSource time) {
        this.exchange = exchange;
        this.time = time;
    }

    /** A token for the listener; the answer comes within ten seconds and is never a failure of the {@code Uni}. */
    public Uni<TokenAnswer> token(ClientCredentials credentials) {
        return Uni.createFrom().deferred(() -> current(credentials).answer);
    }

    private Kept current(ClientCredentials credentials) {
        Instant now = time.instant();
        if (kept.size() >= MAX_LISTENERS) {
            kept.values().removeIf(old -> !now.isBefore(old.until));
        }
        return kept.compute(
                credentials, (key, old) -> old != null && now.isBefore(old.until) ? old : new Kept(fetch(credentials)));
    }

    /** Gives up a token that the receiver did not take; one that has come in its place meanwhile stays. */
    public void forget(ClientCredentials credentials, Token refused) {
        kept.computeIfPresent(
                credentials, (key, current) -> current.came.equals(Optional.of(refused)) ? null : current);
    }

    private Uni<Lasting> fetch(ClientCredentials credentials) {
        return exchange.exchange(request(credentials), MAX_ANSWER_BYTES)
                .map(result -> result.fold(
                        this::answered, this::failed, unsendable -> none(FailureReason.AUTH, Timings.NONE)));
    }

    private static RenderedRequest request(ClientCredentials credentials) {
        String form = "grant_type=client_credentials"
                + (credentials.scopes().isEmpty() ? "" : "&scope=" + encode(String.join(" ", credentials.scopes())));
        // RFC 6749 §2.3.1: both halves are form-encoded before they are joined.
        String pair = encode(credentials.clientId()) + ":" + encode(credentials.clientSecret());
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "application/json",
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        return new RenderedRequest(
                Method.POST,
                credentials.tokenUrl(),
                headers,
                form.getBytes(StandardCharsets.US_ASCII),
                TIMEOUT,
                credentials.tls(),
                Optional.empty());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Lasting answered(Answered answered) {
        if (answered.status() != 200) {
            return none(FailureReason.AUTH, answered.timings());
        }
        return TokenResponse.parse(answered.reply().excerpt())
                .map(this::lasting)
                .orElseGet(() -> none(FailureReason.AUTH, answered.timings()));
    }

    private Lasting lasting(TokenResponse response) {
        Duration tenth = response.lifetime().dividedBy(10);
        Duration skew = tenth.compareTo(LONGEST_SKEW) < 0 ? tenth : LONGEST_SKEW;
        return new Lasting(
                new Token(response.token()),
                time.instant().plus(response.lifetime()).minus(skew));
    }

    private Lasting failed(Failed failed) {
        boolean denied = failed.reason() == FailureReason.EGRESS_DENIED;
        return none(denied ? FailureReason.EGRESS_DENIED : FailureReason.AUTH, failed.timings());
    }

    /** Nothing went to the receiver, but trying again at once would only trouble the token url. */
    private Lasting none(FailureReason reason, Timings timings) {
        Failed failure = new Failed(reason, false, timings);
        return new Lasting(new NoToken(failure), time.instant().plus(FAILURE_KEPT));
    }
}
