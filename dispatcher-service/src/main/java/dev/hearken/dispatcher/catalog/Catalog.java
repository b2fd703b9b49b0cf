package dev.hearken.dispatcher.catalog;

import dev.hearken.language.CompiledSelector;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogRecord;
import dev.hearken.model.listener.Listener;
import dev.hearken.secret.SecretCipher;
import dev.hearken.secret.UnreadableSecretException;
import dev.hearken.signing.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The current snapshot. One thread changes it through {@link #apply} and {@link #publish}; any thread reads
 * {@link #current}.
 *
 * <p>A record that cannot be read changes nothing: the last good state of its listener stays in force and the log says
 * so.
 */
@ApplicationScoped
public class Catalog {
    private static final Logger LOG = Logger.getLogger(Catalog.class);

    private final SecretCipher cipher;
    private final Map<CatalogKey, CatalogEntry> latest = new HashMap<>();
    private boolean changed;
    private volatile CatalogSnapshot snapshot = CatalogSnapshot.EMPTY;

    Catalog(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /** The snapshot in force. */
    public CatalogSnapshot current() {
        return snapshot;
    }

    /** The topic is read from its beginning once more; the snapshot stays in force until the next {@link #publish}. */
    void restart() {
        latest.clear();
        changed = true;
    }

    /** Takes in one record of the topic; nothing is visible before {@link #publish}. */
    void apply(@Nullable String key, byte @Nullable [] value) {
        Optional<CatalogKey> known = Optional.ofNullable(key).flatMap(CatalogKey::parse);
        if (known.isEmpty()) {
            LOG.debugf("catalog: skipped a record of another kind, key %s", key);
            return;
        }
        if (value == null) {
            changed |= latest.remove(known.get()) != null;
            return;
        }
        CatalogRecord.read(value).fold(listener -> put(known.get(), listener), reason -> {
            LOG.errorf("catalog: kept the last good state of %s, the new one is unreadable: %s", known.get(), reason);
            return false;
        });
    }

    /** An older revision than the one in force is what a slow writer left behind: it changes nothing. */
    private boolean put(CatalogKey key, Listener listener) {
        if (!key.equals(new CatalogKey(listener.tenant(), listener.id()))) {
            LOG.errorf("catalog: ignored the record of key %s, it holds another listener", key);
            return false;
        }
        CatalogEntry before = latest.get(key);
        if (before != null && before.listener().revision() >= listener.revision()) {
            return false;
        }
        latest.put(key, entry(listener));
        changed = true;
        return true;
    }

    private CatalogEntry entry(Listener listener) {
        return new CatalogEntry(
                listener, CompiledSelector.of(listener.definition().selector()), signingKey(listener));
    }

    private Optional<SigningKey> signingKey(Listener listener) {
        try {
            String place = Listener.signingSecretPlace(listener.tenant(), listener.id());
            return Optional.of(SigningKey.of(cipher.decrypt(listener.signingSecret(), place)));
        } catch (UnreadableSecretException | IllegalArgumentException e) {
            LOG.errorf("catalog: callbacks of listener %s cannot be signed: %s", listener.id(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Makes everything applied so far visible at once. */
    void publish() {
        if (changed) {
            snapshot = CatalogSnapshot.of(latest);
            changed = false;
        }
    }
}
