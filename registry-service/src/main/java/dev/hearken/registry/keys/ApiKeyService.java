package dev.hearken.registry.keys;

import dev.hearken.model.TenantId;
import dev.hearken.registry.access.ApiKeys;
import dev.hearken.registry.access.ApiKeys.Issued;
import dev.hearken.registry.access.ApiKeys.Wish;
import dev.hearken.registry.access.RegisteredKey;
import dev.hearken.registry.audit.Audit;
import dev.hearken.registry.audit.AuditAction;
import dev.hearken.registry.audit.AuditEvent;
import dev.hearken.registry.paging.PageRequest;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;

/** Makes and revokes keys: each method is one transaction. */
@Singleton
class ApiKeyService {
    static final String KIND = "api-key";
    private static final int MAX_KEYS = 1_000;

    private final ApiKeys keys;
    private final Audit audit;

    ApiKeyService(ApiKeys keys, Audit audit) {
        this.keys = keys;
        this.audit = audit;
    }

    /** @throws ProblemException {@link ProblemType#QUOTA_EXCEEDED} if the tenant has {@value #MAX_KEYS} keys */
    @Transactional
    Issued create(TenantId tenant, Wish wish) {
        if (keys.count(tenant) >= MAX_KEYS) {
            throw new ProblemException(ProblemType.QUOTA_EXCEEDED, "Revoke a key first: there are " + MAX_KEYS);
        }
        Issued issued = keys.issue(tenant, wish);
        RegisteredKey key = issued.key();
        audit.record(tenant, new AuditEvent(AuditAction.CREATED, KIND, key.id(), key.name(), null, ApiKeyView.of(key)));
        return issued;
    }

    List<RegisteredKey> page(TenantId tenant, PageRequest page) {
        return keys.page(tenant, page);
    }

    /** @throws ProblemException {@link ProblemType#NOT_FOUND} */
    RegisteredKey get(TenantId tenant, String id) {
        return keys.find(tenant, id)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no API key with this id"));
    }

    /**
     * Makes a key invalid for ever.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND}, {@link ProblemType#READ_ONLY} if the configuration names
     *     it
     */
    @Transactional
    void revoke(TenantId tenant, String id) {
        RegisteredKey key = get(tenant, id);
        if (key.bootstrap()) {
            throw new ProblemException(
                    ProblemType.READ_ONLY, "The configuration names this key: registry.access.bootstrap-key");
        }
        keys.revoke(tenant, id);
        audit.record(tenant, new AuditEvent(AuditAction.REVOKED, KIND, key.id(), key.name(), ApiKeyView.of(key), null));
    }
}
