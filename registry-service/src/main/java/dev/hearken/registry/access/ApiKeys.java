package dev.hearken.registry.access;

import dev.hearken.model.TenantId;
import dev.hearken.registry.paging.PageRequest;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The API keys of tenants. */
@Singleton
public class ApiKeys {
    private final ApiKeyRepository keys;
    private final ApiKeyCache cache;
    private final SecureRandom random;
    private final Clock clock;

    ApiKeys(ApiKeyRepository keys, ApiKeyCache cache, SecureRandom random, Clock clock) {
        this.keys = keys;
        this.cache = cache;
        this.random = random;
        this.clock = clock;
    }

    /**
     * What a new key is to be.
     *
     * @param name what it is for
     * @param roles what it may do
     * @param expiresAt when it becomes invalid; absent if never
     * @param createdBy who makes it
     */
    public record Wish(String name, Set<Role> roles, Optional<Instant> expiresAt, String createdBy) {}

    /** A new key with its whole text, {@code hk_<id>_<secret>}, which cannot be had again. Never printed. */
    public static final class Issued {
        private final RegisteredKey key;
        private final String text;

        private Issued(RegisteredKey key, String text) {
            this.key = key;
            this.text = text;
        }

        /** The key without its secret. */
        public RegisteredKey key() {
            return key;
        }

        /** The whole key. */
        public String reveal() {
            return text;
        }
    }

    /** Makes a key. */
    @Transactional(TxType.MANDATORY)
    public Issued issue(TenantId tenant, Wish wish) {
        ApiKeyToken token = ApiKeyToken.generate(random);
        ApiKeyEntity row = new ApiKeyEntity();
        row.id = token.id();
        row.tenant = tenant.value();
        row.setRoles(wish.roles());
        row.secretHash = token.secretHash();
        row.bootstrap = false;
        row.name = wish.name();
        row.createdAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        row.createdBy = wish.createdBy();
        row.expiresAt = wish.expiresAt().orElse(null);
        keys.persist(row);
        return new Issued(row.toRegisteredKey(), token.reveal());
    }

    /** Lets nobody else make the tenant's first key until the transaction ends. */
    @Transactional(TxType.MANDATORY)
    public void keepOthersOut(TenantId tenant) {
        keys.lockTenant(tenant);
    }

    /**
     * Tenants in the order of their names; for the registry's own work.
     *
     * @param only the one that is asked for; absent: all
     * @param after those before and including this name are left out
     */
    @Transactional(TxType.MANDATORY)
    public List<KnownTenant> tenants(Optional<TenantId> only, String after, int limit) {
        return keys.tenants(only, after, limit);
    }

    /** How many keys the tenant has. */
    @Transactional(TxType.MANDATORY)
    public long count(TenantId tenant) {
        return keys.count("tenant", tenant.value());
    }

    /** A page in the order of the ids. One more than the limit says that there are more. */
    @Transactional
    public List<RegisteredKey> page(TenantId tenant, PageRequest page) {
        return keys.page(tenant, page).stream()
                .map(ApiKeyEntity::toRegisteredKey)
                .toList();
    }

    /** One of the tenant's keys. */
    @Transactional
    public Optional<RegisteredKey> find(TenantId tenant, String id) {
        return ApiKeyToken.isId(id) ? keys.find(tenant, id).map(ApiKeyEntity::toRegisteredKey) : Optional.empty();
    }

    /** Makes a key invalid: here at once, in other instances when they look it up again. */
    @Transactional(TxType.MANDATORY)
    public void revoke(TenantId tenant, String id) {
        keys.remove(tenant, id);
        cache.forget(id);
    }
}
