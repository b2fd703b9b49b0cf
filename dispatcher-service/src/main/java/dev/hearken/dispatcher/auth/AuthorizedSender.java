package dev.hearken.dispatcher.auth;

import dev.hearken.dispatcher.auth.TokenAnswer.Token;
import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.AttemptResult.Failed;
import dev.hearken.dispatcher.transport.Timings;
import dev.hearken.dispatcher.transport.Transport;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.rendering.ClientCredentials;
import dev.hearken.rendering.RenderedRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes an attempt, with a token where the request wants one. Fetching it counts towards the attempt's deadline; a
 * token that the receiver answers with 401 is forgotten, and the request is sent once more with another, since a
 * receiver that says so has not looked at it.
 */
@Singleton
public class AuthorizedSender {
    private static final int UNAUTHORIZED = 401;

    private final TokenSource tokens;
    private final Transport transport;

    AuthorizedSender(TokenSource tokens, Transport transport) {
        this.tokens = tokens;
        this.transport = transport;
    }

    /** Sends the request; answers as {@link Transport#send} does. */
    public Uni<AttemptResult> send(RenderedRequest request) {
        if (request.credentials().isEmpty()) {
            return transport.send(request);
        }
        ClientCredentials credentials = request.credentials().get();
        long started = System.nanoTime();
        return authorized(request, credentials, started)
                .chain(result -> isUnauthorized(result)
                        ? authorized(request, credentials, started)
                        : Uni.createFrom().item(result));
    }

    private Uni<AttemptResult> authorized(RenderedRequest request, ClientCredentials credentials, long started) {
        Duration left = left(request, started);
        return tokens.token(credentials)
                .ifNoItem()
                .after(left)
                .recoverWithItem(() -> new TokenAnswer.NoToken(
                        new Failed(FailureReason.AUTH, false, new Timings(null, null, null, left))))
                .chain(answer -> answer.fold(
                        token -> send(request, credentials, token, left(request, started)),
                        none -> Uni.createFrom().item(none.failure())));
    }

    private static Duration left(RenderedRequest request, long started) {
        Duration left = request.timeout().minusNanos(System.nanoTime() - started);
        return left.isNegative() || left.isZero() ? Duration.ofMillis(1) : left;
    }

    private Uni<AttemptResult> send(
            RenderedRequest request, ClientCredentials credentials, Token token, Duration timeout) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        headers.put("Authorization", "Bearer " + token.value());
        RenderedRequest authorized = new RenderedRequest(
                request.method(), request.url(), headers, request.body(), timeout, request.tls(), Optional.empty());
        return transport.send(authorized).invoke(result -> {
            if (isUnauthorized(result)) {
                tokens.forget(credentials, token);
            }
        });
    }

    private static boolean isUnauthorized(AttemptResult result) {
        return result.fold(answered -> answered.status() == UNAUTHORIZED, failed -> false, unsendable -> false);
    }
}
