/** What was measured, as JSON, as a plot and as a table. Knows nothing of how it was measured. */
@NullMarked
package dev.hearken.benchmarks.delivery.report;

import org.jspecify.annotations.NullMarked;
