/**
 * Other systems' own definitions of webhooks, read as listeners: Erathos' webhooks, Trifacta's HTTP tasks, Mistral's
 * {@code notify} list and the callback of its blueprint.
 *
 * <p>What such a definition says and a listener cannot say is never dropped silently: the answer lists it with a
 * pointer into the definition and a reason. What that system itself would refuse is refused.
 */
@NullMarked
package dev.hearken.registry.imports;

import org.jspecify.annotations.NullMarked;
