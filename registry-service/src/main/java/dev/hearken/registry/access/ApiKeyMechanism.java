package dev.hearken.registry.access;

import dev.hearken.model.TenantId;
import dev.hearken.registry.problem.ProblemRoutes;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code Authorization: Bearer hk_<id>_<secret>} (RFC 6750 §2.1), or Basic (RFC 7617) with the key as the
 * password, which is what clients make of {@code http://any:hk_…@host}. No header is anonymous, or a guest where
 * {@link Guests} says so; a Bearer token of another form is the provider's, if there is one; anything else is a
 * failure, the same as a wrong key.
 */
@Singleton
final class ApiKeyMechanism implements HttpAuthenticationMechanism {
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    /** Before the mechanism that the provider's extension brings, which knows no API keys. */
    private static final int PRIORITY = 10_000;

    private final Guests guests;
    private final OidcTokens tokens;
    private final FailedLogins failures;

    ApiKeyMechanism(Guests guests, OidcTokens tokens, FailedLogins failures) {
        this.guests = guests;
        this.tokens = tokens;
        this.failures = failures;
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return guests.admits(context.normalizedPath())
                    ? Uni.createFrom().item(guest())
                    : Uni.createFrom().nullItem();
        }
        if (tokens.areAccepted() && isBearer(header) && !header.startsWith(ApiKeyToken.PREFIX, BEARER.length())) {
            return failures.limit(
                    login(context, OidcTokens.claimedName(header.substring(BEARER.length()))),
                    () -> tokens.authenticate(context, identities));
        }
        Optional<ApiKeyToken> token = token(header);
        return failures.limit(
                login(context, token.map(key -> "key:" + key.id())), () -> judge(token, context, identities));
    }

    private static Uni<SecurityIdentity> judge(
            Optional<ApiKeyToken> token, RoutingContext context, IdentityProviderManager identities) {
        return token.map(key -> identities.authenticate(
                        HttpSecurityUtils.setRoutingContextAttribute(new ApiKeyAuthenticationRequest(key), context)))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }

    private static Login login(RoutingContext context, Optional<String> name) {
        return Login.of(String.valueOf(context.request().remoteAddress().hostAddress()), name);
    }

    private static SecurityIdentity guest() {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(Role.GUEST_NAME))
                .addRole(Role.GUEST_NAME)
                .addAttribute(Caller.TENANT, TenantId.DEFAULT)
                .build();
    }

    private static boolean isBearer(String header) {
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private static Optional<ApiKeyToken> token(String header) {
        if (isBearer(header)) {
            return ApiKeyToken.parse(header.substring(BEARER.length()));
        }
        return header.regionMatches(true, 0, BASIC, 0, BASIC.length())
                ? password(header.substring(BASIC.length())).flatMap(ApiKeyToken::parse)
                : Optional.empty();
    }

    private static Optional<String> password(String credentials) {
        try {
            String userAndPassword = new String(Base64.getDecoder().decode(credentials.trim()), StandardCharsets.UTF_8);
            int colon = userAndPassword.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(userAndPassword.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
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
