package dev.hearken.dispatcher.catalog;

import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogRecord;
import dev.hearken.model.catalog.Secret;
import dev.hearken.secret.SecretCipher;
import dev.hearken.secret.UnreadableSecretException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The current snapshot. One thread changes it through {@link #apply} and {@link #publish}; any thread reads
 * {@link #current}.
 *
 * <p>A record that cannot be read changes nothing: the last good state of its object stays in force and the log says
 * so.
 */
@Singleton
public class Catalog {
    private static final Logger LOG = Logger.getLogger(Catalog.class);
    private static final long BEFORE_ALL = -1;

    private final SecretCipher cipher;
    private final KeyOpener keys;
    private final Map<CatalogKey, CatalogEntry> listeners = new HashMap<>();
    private final Map<TenantId, StoredValues> values = new HashMap<>();
    private final Map<CatalogKey, Long> revisions = new HashMap<>();
    private final Set<CatalogKey> unseen = new HashSet<>();
    private boolean listenersChanged;
    private boolean valuesChanged;
    private volatile CatalogSnapshot snapshot = CatalogSnapshot.EMPTY;
    private volatile int unseenCount;

    Catalog(SecretCipher cipher) {
        this.cipher = cipher;
        this.keys = new KeyOpener(cipher);
    }

    /** The snapshot in force. */
    public CatalogSnapshot current() {
        return snapshot;
    }

    /** How many objects are in force that the topic has not shown since the last {@link #restart}. */
    public int unseen() {
        return unseenCount;
    }

    /** The topic is read from its beginning once more. Everything stays in force until the topic says otherwise. */
    void restart() {
        unseen.addAll(revisions.keySet());
        unseenCount = unseen.size();
    }

    /** The topic has shown everything that there is: what it has not shown since {@link #restart} is gone. */
    void dropUnseen() {
        List.copyOf(unseen).forEach(this::remove);
        unseen.clear();
    }

    /** Takes in one record of the topic; nothing is visible before {@link #publish}. */
    void apply(@Nullable String key, byte @Nullable [] value) {
        read(key, value).run();
    }

    /**
     * What one record of the topic changes here, for the one thread that changes it. Reading itself changes nothing and
     * may happen on any thread, in any order.
     */
    Runnable read(@Nullable String key, byte @Nullable [] value) {
        Optional<CatalogKey> known = Optional.ofNullable(key).flatMap(CatalogKey::parse);
        if (known.isEmpty()) {
            return () -> LOG.debugf("catalog: skipped a record of another kind, key %s", key);
        }
        CatalogKey object = known.get();
        if (value == null) {
            return () -> remove(object);
        }
        Runnable change = CatalogRecord.read(object, value)
                .fold(
                        listener -> {
                            CatalogEntry entry = CatalogEntry.of(listener, keys.open(listener));
                            return () -> put(object, entry);
                        },
                        variable -> () -> putVariable(object, variable.revision(), variable.value()),
                        secret -> {
                            String plain = decrypted(secret);
                            return () -> putSecret(object, secret.revision(), plain);
                        },
                        reason -> () -> LOG.errorf(
                                "catalog: kept the last good state of %s, the new one is unreadable: %s",
                                object, reason));
        return () -> {
            see(object);
            change.run();
        };
    }

    /** What a topic shows first of an object counts, whatever its revision: what came before was another reading. */
    private void see(CatalogKey key) {
        if (unseen.remove(key)) {
            revisions.put(key, BEFORE_ALL);
        }
    }

    private void remove(CatalogKey key) {
        unseen.remove(key);
        if (revisions.remove(key) != null) {
            switch (key.kind()) {
                case LISTENER -> listenersChanged |= listeners.remove(key) != null;
                case VARIABLE -> put(key.tenant(), of(key).withVariable(key.id(), null));
                case SECRET -> put(key.tenant(), of(key).withSecret(key.id(), null));
            }
        }
    }

    /** An older revision than the one in force is what a slow writer left behind: it changes nothing. */
    private boolean isNewer(CatalogKey key, long revision) {
        Long before = revisions.get(key);
        if (before != null && before >= revision) {
            return false;
        }
        revisions.put(key, revision);
        return true;
    }

    private void put(CatalogKey key, CatalogEntry entry) {
        if (isNewer(key, entry.listener().revision())) {
            listeners.put(key, entry);
            listenersChanged = true;
        }
    }

    private void putVariable(CatalogKey key, long revision, String value) {
        if (isNewer(key, revision)) {
            put(key.tenant(), of(key).withVariable(key.id(), value));
        }
    }

    private void putSecret(CatalogKey key, long revision, @Nullable String value) {
        if (isNewer(key, revision)) {
            put(key.tenant(), of(key).withSecret(key.id(), value));
        }
    }

    private StoredValues of(CatalogKey key) {
        return values.getOrDefault(key.tenant(), StoredValues.NONE);
    }

    private void put(TenantId tenant, StoredValues changed) {
        if (changed.isEmpty()) {
            values.remove(tenant);
        } else {
            values.put(tenant, changed);
        }
        valuesChanged = true;
    }

    private @Nullable String decrypted(Secret secret) {
        try {
            return new String(cipher.decrypt(secret.value(), secret.place()), StandardCharsets.UTF_8);
        } catch (UnreadableSecretException e) {
            LOG.errorf("catalog: callbacks that use the secret %s cannot be sent: %s", secret.name(), e.getMessage());
            return null;
        }
    }

    /** Makes everything applied so far visible at once. */
    void publish() {
        unseenCount = unseen.size();
        if (listenersChanged || valuesChanged) {
            CatalogSnapshot.Listeners published =
                    listenersChanged ? new CatalogSnapshot.Listeners(new HashMap<>(listeners)) : snapshot.listeners();
            snapshot = new CatalogSnapshot(published, Map.copyOf(values));
            listenersChanged = false;
            valuesChanged = false;
        }
    }
}
