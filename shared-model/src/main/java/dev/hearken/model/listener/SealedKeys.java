package dev.hearken.model.listener;

import dev.hearken.secret.EncryptedSecret;
import dev.hearken.signing.SignatureScheme;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * All signing keys of a listener.
 *
 * @param current what new signatures are made with
 * @param previous those that sign beside it until their time has come, the newest first, at most {@value #MAX_PREVIOUS}
 */
public record SealedKeys(SealedKey current, List<Previous> previous) {
    /** How many keys beside the current one sign at most: the signatures of all must fit into one header. */
    public static final int MAX_PREVIOUS = 3;

    /** In place of keys that have been opened and are needed sealed no more; no key ring opens it. */
    public static final SealedKeys SPENT = of(new EncryptedSecret("v1:spent:AA=="));

    /**
     * A key that has been replaced.
     *
     * @param key the key
     * @param until from then on nothing is signed with it
     */
    public record Previous(SealedKey key, Instant until) {}

    /** A copy that nobody changes. */
    public SealedKeys {
        previous = List.copyOf(previous);
    }

    /** One shared secret alone. */
    public static SealedKeys of(EncryptedSecret secret) {
        return new SealedKeys(new SealedKey(SignatureScheme.V1, secret), List.of());
    }

    /**
     * With a new key. The one that was current, and those before it, sign on until they end, at the latest then; those
     * that are the oldest end at once where there are too many.
     *
     * @param next the new key
     * @param now the time of the change
     * @param until when the others end; not after {@code now} = at once
     */
    public SealedKeys rotated(SealedKey next, Instant now, Instant until) {
        Stream<Previous> older =
                previous.stream().map(old -> old.until().isAfter(until) ? new Previous(old.key(), until) : old);
        List<Previous> replaced = Stream.concat(Stream.of(new Previous(current, until)), older)
                .filter(old -> now.isBefore(old.until()))
                .limit(MAX_PREVIOUS)
                .toList();
        return new SealedKeys(next, replaced);
    }

    /** Without the keys that have ended. */
    public SealedKeys at(Instant now) {
        return new SealedKeys(
                current,
                previous.stream().filter(old -> now.isBefore(old.until())).toList());
    }
}
