package dev.hearken.registry.tenancy;

import dev.hearken.model.TenantId;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Confines the current transaction to one tenant, and remembers who acts in it. */
@Singleton
public class TenantScope {
    /** Who acts where nobody has entered: the registry itself. */
    public static final String SYSTEM = "system";

    private static final String KEY = TenantScope.class.getName();

    private final EntityManager database;
    private final TransactionSynchronizationRegistry transaction;

    private record Entered(TenantId tenant, String actor) {}

    TenantScope(EntityManager database, TransactionSynchronizationRegistry transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** Whether there is a transaction that is not confined yet. */
    public boolean isOpen() {
        return transaction.getTransactionStatus() == Status.STATUS_ACTIVE && transaction.getResource(KEY) == null;
    }

    /**
     * Confines the transaction, until it ends, to the rows of the tenant.
     *
     * @param actor who acts, as the audit names it: {@code key:<id>}, {@code oidc:<subject>}, {@code file:<name>}
     * @throws IllegalStateException if there is no transaction, or if it is confined to another tenant
     */
    public void enter(TenantId tenant, String actor) {
        Entered asked = new Entered(tenant, actor);
        Object entered = transaction.getResource(KEY);
        if (asked.equals(entered)) {
            return;
        }
        if (entered != null) {
            throw new IllegalStateException("a transaction serves one tenant and one actor");
        }
        database.createNativeQuery("""
                        select set_config('hearken.tenant', :tenant, true), set_config('role', 'hearken_tenant', true)
                        """).setParameter("tenant", tenant.value()).getSingleResult();
        transaction.putResource(KEY, asked);
    }

    /** Who acts in the current transaction; {@value #SYSTEM} if it is not confined. */
    public String actor() {
        return transaction.getResource(KEY) instanceof Entered entered ? entered.actor() : SYSTEM;
    }
}
