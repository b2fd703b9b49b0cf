/**
 * Tokens for listeners whose receiver wants OAuth 2.0 client credentials (RFC 6749 §4.4).
 *
 * <p>A token is fetched through the guarded client, kept until shortly before it expires, fetched once however many
 * wait for it, and forgotten when the receiver answers 401. A failure to get one is a value and never stops other
 * listeners. Tokens and secrets stay in memory.
 */
@NullMarked
package dev.hearken.dispatcher.auth;

import org.jspecify.annotations.NullMarked;
