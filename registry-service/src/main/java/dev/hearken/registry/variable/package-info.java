/**
 * Variables and secrets: values of a tenant that templates, credentials and signatures of its listeners name.
 *
 * <p>A secret goes in and never comes out: it is stored and published encrypted, bound to tenant, name and revision,
 * and shown as a hint at most. A listener that names something unknown is refused, and so is the deletion of what a
 * listener names; row locks keep both true of requests at the same moment.
 */
@NullMarked
package dev.hearken.registry.variable;

import org.jspecify.annotations.NullMarked;
