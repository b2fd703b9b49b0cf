package dev.hearken.registry.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.registry.paging.PageRequest;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;

/** Reads what was noted. */
@Singleton
class AuditTrail {
    private final AuditRepository entries;

    AuditTrail(AuditRepository entries) {
        this.entries = entries;
    }

    /** A page, the latest first. One more than the limit says that there are more. */
    @Transactional
    List<ObjectNode> page(TenantId tenant, AuditFilter filter, PageRequest page) {
        return entries.page(tenant, filter, page).stream()
                .map(AuditEntity::toJson)
                .toList();
    }
}
