/**
 * Who did what to which object, before and after.
 *
 * <p>A feature notes a change in the transaction that makes it, so there is no change without its entry and no entry
 * without its change. Entries are only ever added: the database refuses to change or remove one. Secrets are masked
 * before they are stored; what only moves ciphertext to another key is not noted.
 */
@NullMarked
package dev.hearken.registry.audit;

import org.jspecify.annotations.NullMarked;
