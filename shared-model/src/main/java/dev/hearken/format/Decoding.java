package dev.hearken.format;

import dev.hearken.model.event.WorkflowEvent;
import java.util.function.Function;

/** What became of bytes that should be an event. */
public sealed interface Decoding {
    /** Case analysis. */
    <T> T fold(Function<WorkflowEvent, T> decoded, Function<Undecodable, T> undecodable);

    /** The bytes are an event. */
    record Decoded(WorkflowEvent event) implements Decoding {
        @Override
        public <T> T fold(Function<WorkflowEvent, T> decoded, Function<Undecodable, T> undecodable) {
            return decoded.apply(event);
        }
    }

    /**
     * The bytes are no event.
     *
     * @param reason from a closed list
     * @param detail one sentence for the engine's operator; holds nothing of the payload but names of fields
     */
    record Undecodable(InvalidEventReason reason, String detail) implements Decoding {
        @Override
        public <T> T fold(Function<WorkflowEvent, T> decoded, Function<Undecodable, T> undecodable) {
            return undecodable.apply(this);
        }
    }
}
