/**
 * Lists in pages: a bounded limit and a cursor that continues after the last item of a page.
 *
 * <p>A cursor is opaque, signed, and good only for the tenant and the filters that it was made for. Pages are stable:
 * what is created meanwhile comes at the end, and nothing is left out or shown twice.
 */
@NullMarked
package dev.hearken.registry.paging;

import org.jspecify.annotations.NullMarked;
