package dev.hearken.registry.access;

import dev.hearken.model.TenantId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** Who makes the current request. */
@RequestScoped
public class Caller {
    static final String TENANT = "tenant";

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Whether there is a request whose caller has a tenant. */
    boolean isKnown() {
        return identity.getAttribute(TENANT) != null;
    }

    /** The tenant of the key. */
    public TenantId tenant() {
        return identity.<TenantId>getAttribute(TENANT);
    }

    /** The key's name, {@code key:<id>}. */
    public String name() {
        return identity.getPrincipal().getName();
    }
}
