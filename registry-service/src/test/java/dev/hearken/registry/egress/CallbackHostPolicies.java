package dev.hearken.registry.egress;

import dev.hearken.egress.PortPolicy;
import java.util.List;
import java.util.Optional;

/** Policies that the tests of other features need. */
public final class CallbackHostPolicies {
    private CallbackHostPolicies() {}

    /** Public hosts, and no unverified TLS. */
    public static CallbackHostPolicy verifying() {
        return new CallbackHostPolicy(List.of(), PortPolicy.configured(Optional.empty()), false);
    }
}
