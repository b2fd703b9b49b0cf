package dev.hearken.registry.access;

import dev.hearken.registry.problem.ProblemRoutes;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code Authorization: Bearer hk_<id>_<secret>} (RFC 6750 §2.1). No header is anonymous; a header of another
 * form is a failure, the same as a wrong key.
 */
@Singleton
final class ApiKeyMechanism implements HttpAuthenticationMechanism {
    private static final String SCHEME = "bearer ";

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return Uni.createFrom().nullItem();
        }
        return token(header)
                .map(token -> identities.authenticate(
                        HttpSecurityUtils.setRoutingContextAttribute(new ApiKeyAuthenticationRequest(token), context)))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }

    private static Optional<ApiKeyToken> token(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? ApiKeyToken.parse(header.substring(SCHEME.length()))
                : Optional.empty();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        ProblemRoutes.sendUnauthenticated(context);
        return Uni.createFrom().item(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(ApiKeyAuthenticationRequest.class);
    }
}
