package dev.hearken.registry.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Tokens of an OpenID Connect provider beside API keys. */
@ConfigMapping(prefix = "registry.oidc")
public interface OidcConfig {
    /**
     * The provider's issuer, whose {@code /.well-known/openid-configuration} names its keys. Absent: only API keys
     * count.
     */
    Optional<String> issuer();

    /** What a token's claim {@code aud} must hold; required with an issuer. */
    Optional<String> audience();

    /** Claim with the tenant, a text; {@code /} leads into objects. A token without it may do nothing. */
    @WithDefault("tenant")
    String tenantClaim();

    /**
     * Claim with the roles, a list or a text with blanks between them, such as {@code realm_access/roles}; {@code /}
     * leads into objects. Other entries than the four roles mean nothing.
     */
    @WithDefault("roles")
    String rolesClaim();
}
