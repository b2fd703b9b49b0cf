package dev.hearken.dispatcher.catalog;

import dev.hearken.language.Trigger;
import dev.hearken.model.listener.Callback;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.SealedKeys;
import dev.hearken.model.listener.Selector;
import dev.hearken.rendering.CallbackSource;
import dev.hearken.signing.SigningKeys;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes listeners ready for use so that equal parts of different listeners are one object: most listeners have little
 * more of their own than a name, a url and a key. A part is known for as long as a listener uses it. Thread-safe.
 */
final class EqualParts {
    private final Map<Object, WeakReference<Object>> known = new WeakHashMap<>();

    /** Compiles the listener; its sealed keys are left out, since they have been opened. */
    CatalogEntry entry(Listener listener, Optional<SigningKeys> signingKeys) {
        ListenerDefinition definition = shared(listener.definition());
        Listener shared = new Listener(
                one(listener.tenant()),
                listener.id(),
                listener.revision(),
                listener.paused(),
                definition,
                SealedKeys.SPENT);
        return new CatalogEntry(one(Trigger.of(definition)), CallbackSource.of(shared, signingKeys));
    }

    // Labels and headers are not shared: maps in another order are equal, but do not render alike.
    private ListenerDefinition shared(ListenerDefinition definition) {
        return new ListenerDefinition(
                definition.name(),
                definition.description(),
                definition.enabled(),
                definition.labels(),
                one(shared(definition.selector())),
                one(definition.rules()),
                oneOrNull(definition.condition()),
                one(definition.quietWindows()),
                definition.callback().<Callback>fold(this::shared),
                one(definition.delivery()));
    }

    private Selector shared(Selector selector) {
        return new Selector(
                one(selector.events()),
                selector.workflows(),
                selector.workflowIds(),
                selector.workbooks(),
                selector.executions(),
                selector.tasks(),
                selector.labels());
    }

    private HttpCallback shared(HttpCallback callback) {
        return new HttpCallback(
                callback.method(),
                callback.url(),
                callback.headers(),
                callback.body(),
                callback.format(),
                callback.strict(),
                callback.tail(),
                one(callback.timeout()),
                one(callback.successStatus()),
                one(callback.signing()),
                one(callback.auth()),
                one(callback.tls()));
    }

    private <T> @Nullable T oneOrNull(@Nullable T part) {
        return part == null ? null : one(part);
    }

    /** The first of all that are equal to it. */
    @SuppressWarnings("unchecked") // What is equal to a part is a part of the same kind.
    private synchronized <T> T one(T part) {
        WeakReference<Object> before = known.get(part);
        Object first = before == null ? null : before.get();
        if (first != null) {
            return (T) first;
        }
        known.put(part, new WeakReference<>(part));
        return part;
    }
}
