package dev.hearken.dispatcher.catalog;

import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogKey.Kind;
import dev.hearken.model.catalog.CatalogRecord;
import dev.hearken.model.catalog.Secret;
import dev.hearken.model.listener.Listener;
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
    private final EqualParts parts = new EqualParts();
    private final CatalogListeners listeners = new CatalogListeners(this::entry);
    private final Map<TenantId, StoredValues> values = new HashMap<>();
    /** Of all variables and secrets. */
    private final Map<CatalogKey, Long> revisions = new HashMap<>();

    private final Set<CatalogKey> unseen = new HashSet<>();
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
        unseen.addAll(listeners.keys());
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
        Runnable change = outline(object, value)
                .<Runnable>map(listener -> () -> listeners.put(listener))
                .orElseGet(() -> change(object, value));
        return () -> {
            see(object);
            change.run();
        };
    }

    private Optional<UnreadListener> outline(CatalogKey object, byte[] value) {
        return object.kind() == Kind.LISTENER ? listeners.outline(object, value) : Optional.empty();
    }

    private Optional<CatalogEntry> entry(CatalogKey object, byte[] value) {
        return CatalogRecord.read(object, value)
                .fold(
                        listener -> Optional.of(entry(listener)),
                        variable -> Optional.empty(),
                        secret -> Optional.empty(),
                        reason -> {
                            unreadable(object, reason);
                            return Optional.empty();
                        });
    }

    private CatalogEntry entry(Listener listener) {
        return parts.entry(listener, keys.open(listener));
    }

    private static void unreadable(CatalogKey object, String reason) {
        LOG.errorf("catalog: kept the last good state of %s, the new one is unreadable: %s", object, reason);
    }

    private Runnable change(CatalogKey object, byte[] value) {
        return CatalogRecord.read(object, value)
                .fold(
                        listener -> {
                            CatalogEntry entry = entry(listener);
                            return () -> listeners.put(entry);
                        },
                        variable -> () -> putVariable(object, variable.revision(), variable.value()),
                        secret -> {
                            String plain = decrypted(secret);
                            return () -> putSecret(object, secret.revision(), plain);
                        },
                        reason -> () -> unreadable(object, reason));
    }

    /** What a topic shows first of an object counts, whatever its revision: what came before was another reading. */
    private void see(CatalogKey key) {
        if (!unseen.remove(key)) {
            return;
        }
        if (key.kind() == Kind.LISTENER) {
            listeners.takeAny(key);
        } else {
            revisions.put(key, BEFORE_ALL);
        }
    }

    private void remove(CatalogKey key) {
        unseen.remove(key);
        if (key.kind() == Kind.LISTENER) {
            listeners.remove(key);
        } else if (revisions.remove(key) != null) {
            put(
                    key.tenant(),
                    key.kind() == Kind.VARIABLE
                            ? of(key).withVariable(key.id(), null)
                            : of(key).withSecret(key.id(), null));
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

    /** Reads some more of the listeners that are in force with their outline alone; to be called again and again. */
    void readOn() {
        listeners.readOn();
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
        CatalogSnapshot.Listeners published = listeners.publish();
        if (published != snapshot.listeners() || valuesChanged) {
            snapshot = new CatalogSnapshot(published, Map.copyOf(values));
            valuesChanged = false;
        }
    }
}
