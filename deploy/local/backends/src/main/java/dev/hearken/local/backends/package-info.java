/**
 * A real Kafka broker and a real PostgreSQL without containers, for the local stack and for tests.
 *
 * <p>{@link dev.hearken.local.backends.Backends} starts them in a child JVM that alone sees the server jars and that
 * stops when its parent dies, however it dies. Data stays in the directory it is given: a later start finds it again,
 * also after everything was killed. Both listen on 127.0.0.1 only.
 *
 * <p>In the parent JVM run {@code Backends}, {@code BackendsOptions}, {@code Versions}, {@code LogTail},
 * {@code StalePostmaster} and what they need, on the JDK alone; everything else belongs to the child.
 */
@NullMarked
package dev.hearken.local.backends;

import org.jspecify.annotations.NullMarked;
