/**
 * Where a callback may go: {@link dev.hearken.egress.UrlPolicy} judges the text of a URL,
 * {@link dev.hearken.egress.AddressPolicy} the address that is about to be dialled.
 *
 * <p>Only the second is a wall; the first gives an owner a clear error at registration. Both fail closed.
 */
@NullMarked
package dev.hearken.egress;

import org.jspecify.annotations.NullMarked;
