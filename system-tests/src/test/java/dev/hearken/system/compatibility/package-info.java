/**
 * What the systems that Hearken stands in for can do, feature by feature, and what Hearken does about each. Every claim
 * is proved here, and the page {@code docs/compatibility.md} is made of the same rows.
 */
@NullMarked
package dev.hearken.system.compatibility;

import org.jspecify.annotations.NullMarked;
