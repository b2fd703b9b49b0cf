package dev.hearken.model.listener;

import java.net.URI;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Credentials of {@code auth.type: oauth2-client-credentials} (RFC 6749 §4.4): a token is fetched with them and sent as
 * {@code Authorization: Bearer <token>}.
 *
 * @param tokenUrl where tokens come from; accepted by {@link dev.hearken.egress.UrlPolicy} and held to the same rules
 *     as the callback's url
 * @param clientId the client's public name, visible ASCII
 * @param clientSecret name of the secret that holds the client's secret
 * @param scopes what is asked for, in the order of the definition; empty = the server's default
 */
public record OAuth2(URI tokenUrl, String clientId, String clientSecret, List<String> scopes) implements Auth {
    /** The literal form of {@code auth.type}. */
    public static final String TYPE = "oauth2-client-credentials";

    /** A copy that nobody changes. */
    public OAuth2 {
        scopes = List.copyOf(scopes);
    }

    @Override
    public <T> T fold(
            Supplier<T> none,
            BiFunction<String, String, T> basic,
            Function<String, T> bearer,
            Function<OAuth2, T> oauth2) {
        return oauth2.apply(this);
    }
}
