package dev.hearken.dispatcher.catalog;

import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.Selector;
import java.util.Optional;
import java.util.Set;

/** A listener as far as it takes to find it by an event. */
public sealed interface Candidate permits CatalogEntry, UnreadListener {
    /** Whose it is. */
    TenantId tenant();

    /** How often it has been changed. */
    long revision();

    /** Whether it hears anything. */
    boolean enabled();

    /** What it hears. */
    Selector selector();

    /** The event types that it can hear. */
    Set<EventType> types();

    /** Whether its selector matches the event. */
    boolean selects(WorkflowEvent event);

    /** The listener, ready for use; empty if its record turns out to be unreadable. */
    Optional<CatalogEntry> entry();
}
