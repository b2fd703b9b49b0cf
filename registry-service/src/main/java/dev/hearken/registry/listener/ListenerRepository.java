package dev.hearken.registry.listener;

import dev.hearken.language.EventPattern;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code listener}. Every method needs a transaction, and the tenant is in every query. */
@Singleton
class ListenerRepository implements PanacheRepositoryBase<ListenerEntity, String> {
    private static final String OWN = "tenant = ?1 and id = ?2";
    private static final String ENABLED = "cast(definition->>'enabled' as boolean)";

    private static final String TRIED = " and not paused and " + ENABLED;

    private static final String HEARS_EVENT = """
            (json_array_length(definition->'selector'->'events') = 0 or exists (
              select 1 from json_array_elements_text(definition->'selector'->'events') as entry
              where entry in (:aliases) or :event like glob_to_like(entry)))""";

    private static final String NAMES_WORKFLOW = """
            exists (
              select 1 from json_array_elements_text(definition->'selector'->'workflows') as entry
              where :workflow like glob_to_like(entry))""";

    Optional<ListenerEntity> find(TenantId tenant, ListenerId id) {
        return find(OWN, tenant.value(), id.value()).firstResultOptional();
    }

    /** The row, which nobody else can change until the transaction ends. */
    Optional<ListenerEntity> lock(TenantId tenant, ListenerId id) {
        return find(OWN, tenant.value(), id.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Lets nobody else create the listener of this key in a file until the transaction ends. */
    void lockFileKey(TenantId tenant, String key) {
        getEntityManager()
                .createNativeQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended(:key, 0))) as locked")
                .setParameter("key", "listener-file/" + tenant.value() + "/" + key)
                .getSingleResult();
    }

    /** The row of a listener that a file defines, which nobody else can change until the transaction ends. */
    Optional<ListenerEntity> lockByFileKey(TenantId tenant, String key) {
        return find("tenant = ?1 and fileKey = ?2", tenant.value(), key)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Every row that a file defines, across all tenants. */
    List<ListenerEntity> fromFiles() {
        return list("fileKey is not null");
    }

    /** Notes that the secret was shown; false if it had been before, or if there is no such listener. */
    boolean markRevealed(TenantId tenant, ListenerId id, Instant now) {
        return update(
                        "secretRevealedAt = ?3 where " + OWN + " and secretRevealedAt is null",
                        tenant.value(),
                        id.value(),
                        now)
                == 1;
    }

    /** One secret in use per key that they are encrypted with, across all tenants. */
    @SuppressWarnings("unchecked")
    List<String> aSecretPerKey(Instant now) {
        return getEntityManager()
                .createNativeQuery("""
                        select distinct on (split_part(secret, ':', 2)) secret
                        from (select signing_secret as secret from listener
                              union all
                              select old->>'secret' from listener, json_array_elements(previous_signing_secrets) as old
                              where cast(old->>'until' as timestamptz) > :now) as used
                        order by split_part(secret, ':', 2)
                        """, String.class)
                .setParameter("now", now)
                .getResultList();
    }

    /**
     * Rows with a secret that does not begin like this, or with one that has ended, across all tenants, locked; what
     * others lock is left out.
     */
    @SuppressWarnings("unchecked")
    List<ListenerEntity> secretsUnlike(String prefix, Instant now, int limit) {
        return getEntityManager()
                .createNativeQuery("""
                        select * from listener where not starts_with(signing_secret, :prefix)
                        or exists (select 1 from json_array_elements(previous_signing_secrets) as old
                                   where not starts_with(old->>'secret', :prefix)
                                   or cast(old->>'until' as timestamptz) <= :now)
                        order by id limit :limit for update skip locked
                        """, ListenerEntity.class)
                .setParameter("prefix", prefix)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** How many rows have a secret in use that does not begin like this. */
    long countSecretsUnlike(String prefix, Instant now) {
        return ((Number) getEntityManager()
                        .createNativeQuery("""
                                select count(*) from listener where not starts_with(signing_secret, :prefix)
                                or exists (select 1 from json_array_elements(previous_signing_secrets) as old
                                           where not starts_with(old->>'secret', :prefix)
                                           and cast(old->>'until' as timestamptz) > :now)
                                """)
                        .setParameter("prefix", prefix)
                        .setParameter("now", now)
                        .getSingleResult())
                .longValue();
    }

    /**
     * A page in the order of the ids, which is the order of creation. One row more than the limit says that there are
     * more.
     */
    @SuppressWarnings("unchecked")
    List<ListenerEntity> page(TenantId tenant, ListenerFilter filter, PageRequest page) {
        Map<String, Object> values = new HashMap<>();
        String sql = "select * from listener where tenant = :tenant" + conditions(filter, page, values)
                + " order by id limit :limit";
        var query = getEntityManager().createNativeQuery(sql, ListenerEntity.class);
        query.setParameter("tenant", tenant.value());
        query.setParameter("limit", page.limit() + 1);
        values.forEach(query::setParameter);
        return query.getResultList();
    }

    private static String conditions(ListenerFilter filter, PageRequest page, Map<String, Object> values) {
        StringBuilder sql = new StringBuilder();
        page.after().ifPresent(id -> {
            sql.append(" and id > :after");
            values.put("after", id);
        });
        filter.name().ifPresent(name -> {
            sql.append(" and position(:name in name_folded) > 0");
            values.put("name", ListenerEntity.fold(name));
        });
        filter.enabled().ifPresent(enabled -> {
            sql.append(" and ").append(ENABLED).append(" = :enabled");
            values.put("enabled", enabled);
        });
        filter.health().ifPresent(health -> sql.append(condition(health)));
        filter.event().ifPresent(event -> {
            sql.append(" and ").append(HEARS_EVENT);
            values.put("aliases", EventPattern.aliasesOf(event));
            values.put("event", event.wireName());
        });
        filter.workflow().ifPresent(workflow -> {
            sql.append(" and ").append(NAMES_WORKFLOW);
            values.put("workflow", workflow);
        });
        int index = 0;
        for (Map.Entry<String, String> label : filter.labels().entrySet()) {
            sql.append(" and definition->'labels'->>cast(:key%1$d as text) = :value%1$d".formatted(index));
            values.put("key" + index, label.getKey());
            values.put("value" + index++, label.getValue());
        }
        return sql.toString();
    }

    private static String condition(Health health) {
        return switch (health) {
            case DISABLED -> " and not " + ENABLED;
            case PAUSED -> " and paused and " + ENABLED;
            case ACTIVE -> TRIED + " and seen_health is null";
            case DEGRADED, OPEN -> TRIED + " and seen_health = '" + health.wireName() + "'";
        };
    }
}
