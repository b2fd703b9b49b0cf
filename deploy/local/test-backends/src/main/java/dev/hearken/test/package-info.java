/**
 * Real Kafka and real PostgreSQL for the tests of other modules, started once per JVM.
 *
 * <p>Containers where a Docker engine answers, else the same software as local processes;
 * {@code -Dhearken.test.backends=local|containers} decides otherwise. Which of them ran stands in the output of the
 * test, in {@code target/backends.txt} and in the system property {@code hearken.test.backends.running}.
 */
@NullMarked
package dev.hearken.test;

import org.jspecify.annotations.NullMarked;
