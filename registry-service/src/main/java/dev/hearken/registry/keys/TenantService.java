package dev.hearken.registry.keys;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.registry.access.ApiKeys;
import dev.hearken.registry.access.ApiKeys.Issued;
import dev.hearken.registry.access.ApiKeys.Wish;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.audit.Audit;
import dev.hearken.registry.audit.AuditAction;
import dev.hearken.registry.audit.AuditEvent;
import dev.hearken.registry.paging.PageRequest;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import dev.hearken.registry.tenancy.TenantScope;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens tenants: a tenant is what has API keys. Whoever runs the registry is admin of the tenant {@code default}. */
@Singleton
class TenantService {
    private static final String KIND = "tenant";
    private static final String FIRST_KEY = "first admin";

    private final ApiKeys keys;
    private final Audit audit;
    private final TenantScope scope;

    TenantService(ApiKeys keys, Audit audit, TenantScope scope) {
        this.keys = keys;
        this.audit = audit;
        this.scope = scope;
    }

    /**
     * A new tenant's first key, an admin's. There is no way into a tenant that has keys already.
     *
     * @throws ProblemException {@link ProblemType#FORBIDDEN} if the opener is of another tenant than {@code default},
     *     {@link ProblemType#TENANT_EXISTS}
     */
    @Transactional
    Issued open(TenantId opener, TenantId tenant, String by) {
        if (!opener.equals(TenantId.DEFAULT)) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only admins of the tenant 'default' open tenants");
        }
        audit.record(opener, AuditEvent.of(AuditAction.CREATED, KIND, tenant.value(), null));
        return QuarkusTransaction.requiringNew().call(() -> firstKey(tenant, by));
    }

    private Issued firstKey(TenantId tenant, String by) {
        scope.enter(tenant, by);
        keys.keepOthersOut(tenant);
        if (keys.count(tenant) > 0) {
            throw new ProblemException(ProblemType.TENANT_EXISTS, "Its admins make its keys");
        }
        Issued issued = keys.issue(tenant, new Wish(FIRST_KEY, Set.of(Role.ADMIN), Optional.empty(), by));
        audit.record(
                tenant,
                new AuditEvent(
                        AuditAction.CREATED,
                        ApiKeyService.KIND,
                        issued.key().id(),
                        issued.key().name(),
                        null,
                        ApiKeyView.of(issued.key())));
        return issued;
    }

    /**
     * A page in the order of the names: every tenant for admins of {@code default}, for others their own. One more than
     * the limit says that there are more.
     */
    List<ObjectNode> page(TenantId asker, PageRequest page) {
        return QuarkusTransaction.requiringNew()
                .call(() -> keys.tenants(
                        asker.equals(TenantId.DEFAULT) ? Optional.empty() : Optional.of(asker),
                        page.after().orElse(""),
                        page.limit() + 1))
                .stream()
                .map(tenant -> JsonNodeFactory.instance
                        .objectNode()
                        .put("id", tenant.id().value())
                        .put("apiKeys", tenant.keys()))
                .toList();
    }
}
