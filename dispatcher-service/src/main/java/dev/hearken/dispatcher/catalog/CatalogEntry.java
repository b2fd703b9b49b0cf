package dev.hearken.dispatcher.catalog;

import dev.hearken.language.Trigger;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.Selector;
import dev.hearken.rendering.CallbackSource;
import dev.hearken.signing.SigningKeys;
import java.util.Optional;
import java.util.Set;

/**
 * A listener made ready for use.
 *
 * @param trigger decides whether it fires
 * @param source renders its callbacks
 */
public record CatalogEntry(Trigger trigger, CallbackSource source) implements Candidate {
    /** Compiles the listener. */
    public static CatalogEntry of(Listener listener, Optional<SigningKeys> signingKeys) {
        return new CatalogEntry(Trigger.of(listener.definition()), CallbackSource.of(listener, signingKeys));
    }

    /** The listener as the registry published it. */
    public Listener listener() {
        return source.listener();
    }

    /** Where it is called back. */
    public HttpCallback callback() {
        return source.callback();
    }

    @Override
    public TenantId tenant() {
        return listener().tenant();
    }

    @Override
    public long revision() {
        return listener().revision();
    }

    @Override
    public boolean enabled() {
        return listener().definition().enabled();
    }

    @Override
    public Selector selector() {
        return listener().definition().selector();
    }

    @Override
    public Set<EventType> types() {
        return trigger.selector().types();
    }

    @Override
    public boolean selects(WorkflowEvent event) {
        return trigger.selector().matches(event);
    }

    @Override
    public Optional<CatalogEntry> entry() {
        return Optional.of(this);
    }
}
