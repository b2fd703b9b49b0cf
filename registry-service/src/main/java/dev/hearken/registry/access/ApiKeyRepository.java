package dev.hearken.registry.access;

import dev.hearken.model.TenantId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** The table {@code api_key}. The id of a key is what names its tenant, so lookups by id need none. */
@Singleton
class ApiKeyRepository implements PanacheRepositoryBase<ApiKeyEntity, String> {
    Optional<ApiKey> find(String id) {
        return QuarkusTransaction.requiringNew().call(() -> findByIdOptional(id).map(ApiKeyEntity::toKey));
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
