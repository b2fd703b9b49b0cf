package dev.hearken.registry.access;

import dev.hearken.registry.tenancy.TenantScope;
import io.quarkus.arc.Arc;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;

/** Confines the transactions of a request to its caller's tenant, before the first query. */
@Transactional
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 210) // Right inside of the interceptor that begins the transaction.
class TenantTransactions {
    private final TenantScope scope;
    private final Caller caller;

    TenantTransactions(TenantScope scope, Caller caller) {
        this.scope = scope;
        this.caller = caller;
    }

    @AroundInvoke
    Object confine(InvocationContext invocation) throws Exception {
        if (scope.isOpen() && Arc.container().requestContext().isActive() && caller.isKnown()) {
            scope.enter(caller.tenant(), caller.name());
        }
        return invocation.proceed();
    }
}
