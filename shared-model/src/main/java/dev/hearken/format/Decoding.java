package dev.hearken.format;

import dev.hearken.model.event.WorkflowEvent;
import java.util.List;
import java.util.function.Function;

/** What became of bytes that should be one or more events. */
public sealed interface Decoding {
    /** Case analysis. */
    <T> T fold(Function<List<WorkflowEvent>, T> decoded, Function<Undecodable, T> undecodable);

    /**
     * The bytes are events.
     *
     * @param events at least one, in the order in which they happened; each has an id of its own, which follows from
     *     the bytes
     */
    record Decoded(List<WorkflowEvent> events) implements Decoding {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public Decoded {
            events = List.copyOf(events);
            if (events.isEmpty()) {
                throw new IllegalArgumentException("a decoded record has at least one event");
            }
        }

        /** The usual case: a record that is one event. */
        static Decoded of(WorkflowEvent event) {
            return new Decoded(List.of(event));
        }

        @Override
        public <T> T fold(Function<List<WorkflowEvent>, T> decoded, Function<Undecodable, T> undecodable) {
            return decoded.apply(events);
        }
    }

    /**
     * The bytes are no event.
     *
     * @param reason from a closed list
     * @param detail one sentence for the engine's operator; holds nothing of the payload but names of fields
     */
    record Undecodable(InvalidEventReason reason, String detail) implements Decoding {
        /** A field that an engine's format cannot do without. */
        static Undecodable missing(String field) {
            return new Undecodable(
                    InvalidEventReason.MISSING_FIELD, "the field " + field + " must be a string that is not empty");
        }

        @Override
        public <T> T fold(Function<List<WorkflowEvent>, T> decoded, Function<Undecodable, T> undecodable) {
            return undecodable.apply(this);
        }
    }
}
