package dev.hearken.registry.audit;

import dev.hearken.model.TenantId;
import dev.hearken.registry.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code audit}. Every method needs a transaction, and the tenant is in every query. */
@Singleton
class AuditRepository implements PanacheRepositoryBase<AuditEntity, Long> {
    /** A page, the latest first. One more than the limit says that there are more. */
    List<AuditEntity> page(TenantId tenant, AuditFilter filter, PageRequest page) {
        StringBuilder query = new StringBuilder("tenant = :tenant");
        Map<String, Object> values = new HashMap<>(Map.of("tenant", tenant.value()));
        page.after().ifPresent(id -> add(query, values, "id < :before", "before", Long.parseLong(id)));
        filter.actor().ifPresent(value -> add(query, values, "actor = :actor", "actor", value));
        filter.action().ifPresent(value -> add(query, values, "action = :action", "action", value.wireName()));
        filter.kind().ifPresent(value -> add(query, values, "kind = :kind", "kind", value));
        filter.id().ifPresent(value -> add(query, values, "objectId = :id", "id", value));
        filter.since().ifPresent(value -> add(query, values, "at >= :since", "since", value));
        filter.until().ifPresent(value -> add(query, values, "at < :until", "until", value));
        return find(query + " order by id desc", values)
                .page(Page.ofSize(page.limit() + 1))
                .list();
    }

    private static void add(
            StringBuilder query, Map<String, Object> values, String condition, String name, Object value) {
        query.append(" and ").append(condition);
        values.put(name, value);
    }
}
