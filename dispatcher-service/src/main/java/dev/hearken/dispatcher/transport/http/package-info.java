/**
 * Attempts over HTTP with the Vert.x client, the only place that knows it.
 *
 * <p>One hard deadline covers name resolution, connection, TLS, request and the head of the response. The address that
 * was judged is the address that is dialled. Redirects are never followed; of a response body at most a bounded part is
 * read.
 */
@NullMarked
package dev.hearken.dispatcher.transport.http;

import org.jspecify.annotations.NullMarked;
