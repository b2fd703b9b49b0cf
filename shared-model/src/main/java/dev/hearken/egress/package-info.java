/**
 * Where a callback may go: {@link dev.hearken.egress.UrlPolicy} judges the text of a URL,
 * {@link dev.hearken.egress.PortPolicy} its port, {@link dev.hearken.egress.AddressPolicy} the address that is about to
 * be dialled.
 *
 * <p>Only the last is a wall; the others give an owner a clear error at registration. Both fail closed.
 */
@NullMarked
package dev.hearken.egress;

import org.jspecify.annotations.NullMarked;
