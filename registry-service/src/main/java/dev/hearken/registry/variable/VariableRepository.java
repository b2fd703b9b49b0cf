package dev.hearken.registry.variable;

import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogKey.Kind;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tables {@code variable} and {@code listener_reference}. Every method needs a transaction, and the tenant is in
 * every query but those of the key rotation.
 */
@Singleton
class VariableRepository implements PanacheRepositoryBase<VariableEntity, VariableEntity.Key> {
    private static final String OWN = "tenant = ?1 and kind = ?2 and name = ?3";

    Optional<VariableEntity> find(CatalogKey key) {
        return find(OWN, key.tenant().value(), key.kind().wireName(), key.id()).firstResultOptional();
    }

    /** The row, which nobody else can change, and no listener can begin to use, until the transaction ends. */
    @SuppressWarnings("unchecked")
    Optional<VariableEntity> lock(CatalogKey key) {
        // Hibernate's own lock is FOR NO KEY UPDATE, which lets listeners take FOR KEY SHARE beside it.
        return getEntityManager()
                .createNativeQuery("""
                        select * from variable where tenant = :tenant and kind = :kind and name = :name for update
                        """, VariableEntity.class)
                .setParameter("tenant", key.tenant().value())
                .setParameter("kind", key.kind().wireName())
                .setParameter("name", key.id())
                .getResultStream()
                .findFirst();
    }

    /** Lets nobody else create this object until the transaction ends. */
    void lockName(CatalogKey key) {
        getEntityManager()
                .createNativeQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended(:key, 0))) as locked")
                .setParameter("key", key.toString())
                .getSingleResult();
    }

    /** Those of the names that exist; nobody can remove them until the transaction ends. */
    @SuppressWarnings("unchecked")
    List<String> keep(TenantId tenant, Kind kind, Collection<String> names) {
        return getEntityManager()
                .createNativeQuery("""
                        select name from variable
                        where tenant = :tenant and kind = :kind and name in (:names) order by name for key share
                        """, String.class)
                .setParameter("tenant", tenant.value())
                .setParameter("kind", kind.wireName())
                .setParameter("names", names)
                .getResultList();
    }

    /** A page in the order of the names. One more than the limit says that there are more. */
    List<VariableEntity> page(TenantId tenant, Kind kind, PageRequest page) {
        return find(
                        "tenant = ?1 and kind = ?2 and name > ?3 order by name",
                        tenant.value(),
                        kind.wireName(),
                        page.after().orElse(""))
                .page(Page.ofSize(page.limit() + 1))
                .list();
    }

    List<VariableEntity> all(TenantId tenant, Kind kind) {
        return list("tenant = ?1 and kind = ?2", tenant.value(), kind.wireName());
    }

    /** A revision that no variable or secret has had, a removed one of the same name included. */
    long nextRevision() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select nextval('variable_revision')")
                        .getSingleResult())
                .longValue();
    }

    /** A revision above this one. */
    long nextRevision(long above) {
        long next = nextRevision();
        return next > above
                ? next
                : ((Number) getEntityManager()
                                .createNativeQuery("select setval('variable_revision', :above)")
                                .setParameter("above", above + 1)
                                .getSingleResult())
                        .longValue();
    }

    /** Listeners that name it, by id and name, the oldest first. */
    @SuppressWarnings("unchecked")
    List<Object[]> users(CatalogKey key, int limit) {
        return getEntityManager()
                .createNativeQuery("""
                        select l.id, l.definition->>'name' from listener_reference r join listener l on l.id = r.listener_id
                        where r.tenant = :tenant and r.kind = :kind and r.name = :name order by l.id limit :limit
                        """, Object[].class)
                .setParameter("tenant", key.tenant().value())
                .setParameter("kind", key.kind().wireName())
                .setParameter("name", key.id())
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Forgets what the listener named. */
    void forgetReferences(ListenerId listener) {
        getEntityManager()
                .createNativeQuery("delete from listener_reference where listener_id = :listener")
                .setParameter("listener", listener.value())
                .executeUpdate();
    }

    /** Notes what the listener names. */
    void addReferences(TenantId tenant, ListenerId listener, Kind kind, Set<String> names) {
        for (String name : names) {
            getEntityManager()
                    .createNativeQuery("insert into listener_reference (tenant, listener_id, kind, name)"
                            + " values (:tenant, :listener, :kind, :name)")
                    .setParameter("tenant", tenant.value())
                    .setParameter("listener", listener.value())
                    .setParameter("kind", kind.wireName())
                    .setParameter("name", name)
                    .executeUpdate();
        }
    }

    /** Secrets whose ciphertext does not begin like this, across all tenants, locked; what others lock is left out. */
    @SuppressWarnings("unchecked")
    List<VariableEntity> secretsUnlike(String prefix, int limit) {
        return getEntityManager()
                .createNativeQuery("""
                        select * from variable where kind = 'secret' and not starts_with(value, :prefix)
                        order by tenant, name limit :limit for update skip locked
                        """, VariableEntity.class)
                .setParameter("prefix", prefix)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** How many there are. */
    long countSecretsUnlike(String prefix) {
        return ((Number) getEntityManager()
                        .createNativeQuery(
                                "select count(*) from variable where kind = 'secret' and not starts_with(value, :prefix)")
                        .setParameter("prefix", prefix)
                        .getSingleResult())
                .longValue();
    }

    /** One stored secret per key that they are encrypted with, across all tenants. */
    @SuppressWarnings("unchecked")
    List<String> aSecretPerKey() {
        return getEntityManager().createNativeQuery("""
                        select distinct on (split_part(value, ':', 2)) value
                        from variable where kind = 'secret' order by split_part(value, ':', 2)
                        """, String.class).getResultList();
    }
}
