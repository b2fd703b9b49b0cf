package dev.hearken.registry.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Knows the holder of a token: looks the key up, on a worker thread if it is not remembered, and compares. */
@Singleton
final class ApiKeyIdentityProvider implements IdentityProvider<ApiKeyAuthenticationRequest> {
    private final ApiKeyCache cache;
    private final ApiKeyRepository keys;
    private final LastUses uses;
    private final Clock clock;

    ApiKeyIdentityProvider(ApiKeyCache cache, ApiKeyRepository keys, LastUses uses, Clock clock) {
        this.cache = cache;
        this.keys = keys;
        this.uses = uses;
        this.clock = clock;
    }

    @Override
    public Class<ApiKeyAuthenticationRequest> getRequestType() {
        return ApiKeyAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            ApiKeyAuthenticationRequest request, AuthenticationRequestContext context) {
        ApiKeyToken token = request.token();
        Optional<ApiKey> remembered = cache.remembered(token.id());
        return remembered.isPresent()
                ? Uni.createFrom().item(() -> identity(token, remembered))
                : context.runBlocking(() -> identity(token, cache.find(token.id(), keys::find)));
    }

    private SecurityIdentity identity(ApiKeyToken token, Optional<ApiKey> key) {
        ApiKey valid = key.filter(found -> found.accepts(token, clock.instant()))
                .orElseThrow(AuthenticationFailedException::new);
        uses.note(valid.id());
        return identity(valid);
    }

    private static SecurityIdentity identity(ApiKey key) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("key:" + key.id()))
                .addRoles(Role.expand(key.roles()))
                .addAttribute(Caller.TENANT, key.tenant())
                .build();
    }
}
