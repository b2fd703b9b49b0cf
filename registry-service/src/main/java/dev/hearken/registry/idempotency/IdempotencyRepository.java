package dev.hearken.registry.idempotency;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** The table {@code idempotency}. */
@Singleton
class IdempotencyRepository implements PanacheRepositoryBase<IdempotencyEntity, IdempotencyEntity.Key> {
    /** Takes the key until the transaction ends; false if another transaction has it. */
    boolean lock(IdempotencyKey key) {
        return (Boolean) getEntityManager()
                .createNativeQuery("select pg_try_advisory_xact_lock(:number)", Boolean.class)
                .setParameter("number", key.lockNumber())
                .getSingleResult();
    }

    Optional<IdempotencyEntity> find(IdempotencyKey key, Instant now) {
        return find("tenant = ?1 and key = ?2 and expiresAt > ?3", key.tenant().value(), key.value(), now)
                .firstResultOptional();
    }

    /** Removes what is no longer kept under the key, so that it can be used again. */
    void removeExpired(IdempotencyKey key, Instant now) {
        delete("tenant = ?1 and key = ?2 and expiresAt <= ?3", key.tenant().value(), key.value(), now);
    }

    /** Removes at most so many expired answers of any tenant; returns how many there were. */
    int removeExpired(Instant now, int limit) {
        return getEntityManager()
                .createNativeQuery("""
                        delete from idempotency where ctid in (
                          select ctid from idempotency where expires_at <= :now limit :limit)
                        """)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .executeUpdate();
    }
}
