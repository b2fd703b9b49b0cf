package dev.hearken.registry.access;

import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks whether a token is a valid key. */
final class ApiKeyAuthenticationRequest extends BaseAuthenticationRequest implements AuthenticationRequest {
    private final ApiKeyToken token;

    ApiKeyAuthenticationRequest(ApiKeyToken token) {
        this.token = token;
    }

    ApiKeyToken token() {
        return token;
    }
}
