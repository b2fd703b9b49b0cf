package dev.hearken.registry.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.hearken.model.TenantId;
import dev.hearken.registry.problem.Problem;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/** Knows the holder of a provider's token: Quarkus verifies it, the claims say tenant and roles. */
@Singleton
class OidcTokens {
    private static final Logger LOG = Logger.getLogger(OidcTokens.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RETRY_AFTER_SECONDS = "5";

    private final OidcProvider provider;
    private final OidcAuthenticationMechanism mechanism;
    private final OidcConfig config;

    OidcTokens(OidcProvider provider, OidcAuthenticationMechanism mechanism, OidcConfig config) {
        this.provider = provider;
        this.mechanism = mechanism;
        this.config = config;
    }

    boolean areAccepted() {
        return provider.isConfigured();
    }

    /**
     * The holder, who may do nothing without a tenant. Fails with {@link AuthenticationFailedException} if the token is
     * not valid, with {@link ProblemType#PROVIDER_UNAVAILABLE} if the provider cannot be asked for its keys.
     */
    Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        OidcProvider.want(context);
        return mechanism
                .authenticate(context, identities)
                .onItem()
                .ifNull()
                .failWith(AuthenticationFailedException::new)
                .onItem()
                .transform(this::identity)
                .onFailure(failure -> !(failure instanceof AuthenticationFailedException))
                .transform(OidcTokens::unavailable);
    }

    /** The name of the holder as the token has it, before anybody has verified it; empty if that cannot be read. */
    static Optional<String> claimedName(String token) {
        try {
            return Optional.ofNullable(claims(token).path("sub").textValue()).map(OidcTokens::name);
        } catch (AuthenticationFailedException e) {
            return Optional.empty();
        }
    }

    private static String name(String subject) {
        return "oidc:" + subject;
    }

    private static Throwable unavailable(Throwable failure) {
        LOG.warnf("the OpenID Connect provider cannot be asked; its tokens are answered with 503: %s", failure);
        return new ProblemException(
                Problem.of(ProblemType.PROVIDER_UNAVAILABLE).withHeader("Retry-After", RETRY_AFTER_SECONDS));
    }

    private SecurityIdentity identity(SecurityIdentity verified) {
        if (!(verified.getPrincipal() instanceof JsonWebToken token)) {
            throw new AuthenticationFailedException();
        }
        JsonNode claims = claims(token.getRawToken());
        QuarkusSecurityIdentity.Builder identity =
                QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(name(token.getSubject())));
        tenant(claims)
                .ifPresent(
                        tenant -> identity.addAttribute(Caller.TENANT, tenant).addRoles(Role.expand(roles(claims))));
        return identity.build();
    }

    /** The payload of a token. */
    private static JsonNode claims(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length < 2) {
            throw new AuthenticationFailedException();
        }
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IOException | IllegalArgumentException e) {
            throw new AuthenticationFailedException();
        }
    }

    private Optional<TenantId> tenant(JsonNode claims) {
        JsonNode claim = at(claims, config.tenantClaim());
        return Optional.ofNullable(claim.textValue()).filter(TenantId::isValid).map(TenantId::new);
    }

    private Set<Role> roles(JsonNode claims) {
        JsonNode claim = at(claims, config.rolesClaim());
        Stream<String> names = claim.isTextual()
                ? Arrays.stream(claim.textValue().split(" ", -1))
                : StreamSupport.stream(claim.spliterator(), false).map(JsonNode::asText);
        return names.map(Role::of).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }

    private static JsonNode at(JsonNode claims, String path) {
        JsonNode whole = claims.path(path);
        return whole.isMissingNode()
                ? Arrays.stream(path.split("/", -1))
                        .reduce(claims, JsonNode::path, (one, other) -> MissingNode.getInstance())
                : whole;
    }
}
