package dev.hearken.registry.access;

import dev.hearken.model.TenantId;
import dev.hearken.registry.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Page;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table {@code api_key}. The id of a key is what names its tenant, so lookups by id need none. */
@Singleton
class ApiKeyRepository implements PanacheRepositoryBase<ApiKeyEntity, String> {
    Optional<ApiKey> find(String id) {
        return QuarkusTransaction.requiringNew().call(() -> findByIdOptional(id).map(ApiKeyEntity::toKey));
    }

    Optional<ApiKeyEntity> find(TenantId tenant, String id) {
        return find("tenant = ?1 and id = ?2", tenant.value(), id).firstResultOptional();
    }

    /** A page in the order of the ids. One more than the limit says that there are more. */
    List<ApiKeyEntity> page(TenantId tenant, PageRequest page) {
        return find(
                        "tenant = ?1 and id > ?2 order by id",
                        tenant.value(),
                        page.after().orElse(""))
                .page(Page.ofSize(page.limit() + 1))
                .list();
    }

    void lockTenant(TenantId tenant) {
        getEntityManager()
                .createNativeQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended(:key, 0))) as locked")
                .setParameter("key", "api-keys/" + tenant.value())
                .getSingleResult();
    }

    /** Tenants across all rows, in the order of their names. */
    @SuppressWarnings("unchecked")
    List<KnownTenant> tenants(Optional<TenantId> only, String after, int limit) {
        List<Object[]> rows = getEntityManager()
                .createNativeQuery("""
                        select tenant, count(*) from api_key
                        where tenant > :after and (:only = '' or tenant = :only)
                        group by tenant order by tenant limit :limit
                        """, Object[].class)
                .setParameter("after", after)
                .setParameter("only", only.map(TenantId::value).orElse(""))
                .setParameter("limit", limit)
                .getResultList();
        return rows.stream()
                .map(row -> new KnownTenant(new TenantId((String) row[0]), ((Number) row[1]).longValue()))
                .toList();
    }

    void remove(TenantId tenant, String id) {
        delete("tenant = ?1 and id = ?2", tenant.value(), id);
    }

    /** Notes when a key was used, of whichever tenant. */
    void used(String id, Instant at) {
        update("lastUsedAt = ?2 where id = ?1 and (lastUsedAt is null or lastUsedAt < ?2)", id, at);
    }

    /** Makes this the only bootstrap key. */
    @Transactional
    void replaceBootstrapKey(ApiKeyToken token, Instant now) {
        delete("bootstrap = true and id <> ?1", token.id());
        getEntityManager()
                .createNativeQuery("""
                        insert into api_key (id, tenant, roles, secret_sha256, bootstrap, created_at)
                        values (:id, :tenant, :roles, :hash, true, :now)
                        on conflict (id) do update set
                          tenant = excluded.tenant, roles = excluded.roles,
                          secret_sha256 = excluded.secret_sha256, bootstrap = true
                        """)
                .setParameter("id", token.id())
                .setParameter("tenant", TenantId.DEFAULT.value())
                .setParameter("roles", Role.ADMIN.wireName())
                .setParameter("hash", token.secretHash())
                .setParameter("now", now)
                .executeUpdate();
    }

    @Transactional
    void removeBootstrapKey() {
        delete("bootstrap = true");
    }
}
