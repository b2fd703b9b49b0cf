/**
 * All listeners that this instance knows, kept up to date from the compacted topic.
 *
 * <p>{@link dev.hearken.dispatcher.catalog.Catalog} always holds one immutable snapshot. It is loaded to the end of the
 * topic before the first event is consumed and needs neither the registry nor PostgreSQL.
 */
@NullMarked
package dev.hearken.dispatcher.catalog;

import org.jspecify.annotations.NullMarked;
