package dev.hearken.registry.access;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * The configured provider, which is asked for its keys when the first of its tokens comes, and never because of an API
 * key: while it is away, only its own tokens are refused.
 */
@Singleton
final class OidcProvider implements TenantConfigResolver {
    private static final String WANTED = OidcProvider.class.getName();
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration KEY_REFRESH = Duration.ofSeconds(10);

    private final Optional<OidcTenantConfig> provider;

    OidcProvider(OidcConfig config) {
        provider = config.issuer()
                .filter(issuer -> !issuer.isBlank())
                .map(issuer -> provider(
                        issuer,
                        config.audience()
                                .orElseThrow(() -> new IllegalStateException(
                                        "registry.oidc.audience is required with registry.oidc.issuer"))));
    }

    private static OidcTenantConfig provider(String issuer, String audience) {
        return OidcTenantConfig.authServerUrl(issuer)
                .tenantId("registry")
                .applicationType(ApplicationType.SERVICE)
                .connectionTimeout(TIMEOUT)
                .token()
                .issuer(issuer)
                .audience(audience)
                .subjectRequired()
                .allowJwtIntrospection(false)
                .allowOpaqueTokenIntrospection(false)
                .forcedJwkRefreshInterval(KEY_REFRESH)
                .end()
                .build();
    }

    boolean isConfigured() {
        return provider.isPresent();
    }

    /** Lets the provider judge this request's token. */
    static void want(RoutingContext context) {
        context.put(WANTED, true);
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext context, OidcRequestContext<OidcTenantConfig> request) {
        return provider.filter(any -> context.get(WANTED) != null)
                .map(Uni.createFrom()::item)
                .orElseGet(Uni.createFrom()::nullItem);
    }
}
