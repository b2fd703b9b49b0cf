package dev.hearken.dispatcher.catalog;

import dev.hearken.language.CompiledSelector;
import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.ListenerOutline;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.Selector;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A listener of whose record only the outline has been read; the rest is read when it is first asked for. */
final class UnreadListener implements Candidate {
    private final CatalogKey key;
    private final ListenerOutline outline;
    private final CompiledSelector compiled;
    private final Function<byte[], Optional<CatalogEntry>> reader;
    private byte @Nullable [] value;
    private @Nullable Candidate before;
    private Optional<CatalogEntry> entry = Optional.empty();

    UnreadListener(
            CatalogKey key, ListenerOutline outline, byte[] value, Function<byte[], Optional<CatalogEntry>> reader) {
        this.key = key;
        this.outline = outline;
        this.compiled = CompiledSelector.of(outline.selector());
        this.value = value;
        this.reader = reader;
    }

    /** Stands for an older state from now on, which counts if the record turns out to be unreadable. */
    void replaces(@Nullable Candidate older) {
        before = older;
    }

    CatalogKey key() {
        return key;
    }

    @Override
    public TenantId tenant() {
        return key.tenant();
    }

    @Override
    public long revision() {
        return outline.revision();
    }

    @Override
    public boolean enabled() {
        return outline.enabled();
    }

    @Override
    public Selector selector() {
        return outline.selector();
    }

    @Override
    public Set<EventType> types() {
        return compiled.types();
    }

    @Override
    public boolean selects(WorkflowEvent event) {
        return compiled.matches(event);
    }

    @Override
    public synchronized Optional<CatalogEntry> entry() {
        byte[] unread = value;
        if (unread != null) {
            Candidate older = before;
            entry = reader.apply(unread).or(() -> older == null ? Optional.empty() : older.entry());
            value = null;
            before = null;
        }
        return entry;
    }
}
