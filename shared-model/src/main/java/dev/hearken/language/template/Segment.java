package dev.hearken.language.template;

import dev.hearken.model.delivery.Escaping;
import java.util.function.Consumer;

/** A piece of a body. */
sealed interface Segment {
    void visit(Consumer<byte[]> bytes, Consumer<Insertion> insertion, Consumer<Reference> jsonValue);

    /** Stands as it is. */
    final class Fixed implements Segment {
        private final byte[] bytes;

        Fixed(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void visit(Consumer<byte[]> fixed, Consumer<Insertion> insertion, Consumer<Reference> jsonValue) {
            fixed.accept(bytes);
        }
    }

    /** A value's text, escaped. */
    record Insertion(Reference reference, Escaping escaping) implements Segment {
        @Override
        public void visit(Consumer<byte[]> bytes, Consumer<Insertion> insertion, Consumer<Reference> jsonValue) {
            insertion.accept(this);
        }
    }

    /** A value as JSON of its own type; never a secret. */
    record JsonValue(Reference reference) implements Segment {
        @Override
        public void visit(Consumer<byte[]> bytes, Consumer<Insertion> insertion, Consumer<Reference> jsonValue) {
            jsonValue.accept(reference);
        }
    }
}
