/**
 * Listeners from files: a directory of YAML and JSON definitions, such as a mounted ConfigMap, that the registry
 * follows.
 *
 * <pre>
 *   read directory ─▶ read files ─▶ put each file's listeners ─▶ remove those that no file defines any more
 *        │ cannot         │ a fault        │ a fault                     ▲ only if there is no fault at all
 *        ▼                ▼                ▼                             │ and at least one file
 *     reported: log, {@code hearken.files.faulty}, readiness detail; what was in force stays in force
 * </pre>
 *
 * <p>A file is put whole or not at all. A listener is known by its tenant and its {@code key}, or its name without one.
 */
@NullMarked
package dev.hearken.registry.files;

import org.jspecify.annotations.NullMarked;
