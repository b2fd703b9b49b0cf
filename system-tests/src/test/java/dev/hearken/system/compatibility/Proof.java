package dev.hearken.system.compatibility;

/** Shows that a claim is true. */
@FunctionalInterface
interface Proof {
    /** Throws if the claim is not true. */
    void run() throws Exception;
}
