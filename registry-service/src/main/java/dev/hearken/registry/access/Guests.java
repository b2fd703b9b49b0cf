package dev.hearken.registry.access;

/** Which requests need no key. They get the role {@value Role#GUEST_NAME} in the tenant {@code default}. */
public interface Guests {
    /**
     * Whether a request without a key is let in.
     *
     * @param path normalised
     */
    boolean admits(String path);
}
