/**
 * Marks on tests. A row of the documentation that promises a proof is compared with the tests that are marked with its
 * number, so neither can go without the other. Nothing here depends on anything: every module's tests can use it.
 */
@NullMarked
package dev.hearken.test.marks;

import org.jspecify.annotations.NullMarked;
