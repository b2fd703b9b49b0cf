package dev.hearken.model.delivery;

import static java.util.Objects.requireNonNull;

/**
 * A place in a rendered body where a secret is put in at each attempt, so that it never lies in a topic.
 *
 * @param offset into the body's bytes, from 0; the secret stands before the byte that is there now
 * @param reference the secret with its filters, such as <code>${{secrets.token | base64}}</code>
 * @param escaping of the text that is put in
 */
public record SecretSlot(int offset, String reference, Escaping escaping) {
    /** Insists on all. */
    public SecretSlot {
        requireNonNull(reference);
        requireNonNull(escaping);
        if (offset < 0) {
            throw new IllegalArgumentException("an offset is not negative");
        }
    }
}
