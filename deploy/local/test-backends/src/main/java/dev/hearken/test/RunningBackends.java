package dev.hearken.test;

/** Backends that were started for this JVM, by whatever means. */
interface RunningBackends {
    BackendsAddress address();

    void close();
}
