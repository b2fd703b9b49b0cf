package dev.hearken.local.stack;

import dev.hearken.local.stack.process.Child;
import java.net.URI;

/**
 * A started service and where to ask whether it is ready.
 *
 * @param child its process
 * @param management {@code http://127.0.0.1:<management port>}
 * @param address what people want to know of it
 */
record Service(Child child, URI management, String address) {}
