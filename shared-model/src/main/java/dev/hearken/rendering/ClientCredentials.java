package dev.hearken.rendering;

import dev.hearken.model.listener.ListenerId;
import java.net.URI;
import java.util.List;

/**
 * A listener's credentials with their references resolved. A change of any of them asks for a token of its own.
 *
 * @param listener whose they are; listeners share no tokens
 * @param tokenUrl where tokens come from
 * @param clientId the client's public name
 * @param clientSecret the client's secret
 * @param scopes what is asked for; empty = the server's default
 * @param tls how the token url is reached
 */
public record ClientCredentials(
        ListenerId listener, URI tokenUrl, String clientId, String clientSecret, List<String> scopes, TlsMaterial tls) {
    /** A copy that nobody changes. */
    public ClientCredentials {
        scopes = List.copyOf(scopes);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ClientCredentials[listener=" + listener + "]";
    }
}
