/**
 * Ready-made listeners for well-known receivers: each a definition with placeholders, and typed parameters to fill
 * them.
 *
 * <p>A placeholder {@code <<name>>} that is a whole text takes the parameter's JSON value; within a text it takes its
 * text. A text with a placeholder of a parameter that is absent is left out together with its field. Credentials are
 * never parameters: what is asked for is the name of a stored secret.
 */
@NullMarked
package dev.hearken.registry.template;

import org.jspecify.annotations.NullMarked;
