package dev.hearken.dispatcher.auth;

import dev.hearken.dispatcher.auth.TokenAnswer.Token;
import dev.hearken.dispatcher.rendering.SignedRequest;
import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.AttemptResult.Failed;
import dev.hearken.dispatcher.transport.Timings;
import dev.hearken.dispatcher.transport.Transport;
import dev.hearken.model.delivery.FailureReason;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes an attempt with a token. Fetching it counts towards the attempt's deadline; a token that the receiver answers
 * with 401 is forgotten, so that the next attempt brings another.
 */
@ApplicationScoped
public class AuthorizedSender {
    private static final int UNAUTHORIZED = 401;

    private final TokenSource tokens;
    private final Transport transport;

    AuthorizedSender(TokenSource tokens, Transport transport) {
        this.tokens = tokens;
        this.transport = transport;
    }

    /** Sends the request with {@code Authorization: Bearer <token>}; answers as {@link Transport#send} does. */
    public Uni<AttemptResult> send(SignedRequest request, ClientCredentials credentials) {
        long started = System.nanoTime();
        return tokens.token(credentials)
                .ifNoItem()
                .after(request.timeout())
                .recoverWithItem(() -> new TokenAnswer.NoToken(
                        new Failed(FailureReason.AUTH, false, new Timings(null, null, null, request.timeout()))))
                .flatMap(answer -> answer.fold(
                        token -> send(request, credentials, token, Duration.ofNanos(System.nanoTime() - started)),
                        none -> Uni.createFrom().item(none.failure())));
    }

    private Uni<AttemptResult> send(SignedRequest request, ClientCredentials credentials, Token token, Duration spent) {
        Duration left = request.timeout().minus(spent);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        headers.put("Authorization", "Bearer " + token.value());
        SignedRequest authorized = new SignedRequest(
                request.method(),
                request.url(),
                headers,
                request.body(),
                left.isNegative() ? Duration.ofMillis(1) : left,
                request.tls());
        return transport.send(authorized).invoke(result -> {
            if (result.fold(answered -> answered.status() == UNAUTHORIZED, failed -> false)) {
                tokens.forget(credentials, token);
            }
        });
    }
}
