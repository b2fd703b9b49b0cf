package dev.hearken.registry.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.TenantId;
import dev.hearken.registry.tenancy.TenantScope;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Where a feature notes, in the transaction of a change, that somebody made it. */
@Singleton
public class Audit {
    private final AuditRepository entries;
    private final TenantScope scope;
    private final Clock clock;

    Audit(AuditRepository entries, TenantScope scope, Clock clock) {
        this.entries = entries;
        this.scope = scope;
        this.clock = clock;
    }

    /** Adds an entry; who acts is known from the transaction. */
    @Transactional(TxType.MANDATORY)
    public void record(TenantId tenant, AuditEvent event) {
        AuditEntity entry = new AuditEntity();
        entry.tenant = tenant.value();
        entry.at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        entry.actor = scope.actor();
        entry.action = event.action().wireName();
        entry.kind = event.kind();
        entry.objectId = event.id();
        entry.name = event.name();
        entry.before = masked(event.before());
        entry.after = masked(event.after());
        entries.persist(entry);
    }

    private static @Nullable String masked(@Nullable JsonNode value) {
        return value == null ? null : Masking.of(value).toString();
    }
}
