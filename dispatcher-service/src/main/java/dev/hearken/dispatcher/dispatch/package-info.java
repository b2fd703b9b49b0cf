/**
 * What happens to an event, from match to settlement:
 *
 * <pre>
 *   event ──▶ match ──▶ one delivery per listener
 *                          │
 *            ┌─────────────▼──────────────┐   refused, paused
 *   due ────▶│ admit ▸ sign ▸ send ▸ judge │──────────────────┐
 *   (retry)  └─────────────┬──────────────┘                   ▼
 *                          ├─ delivered ─────────────▶ settled
 *                          ├─ may pass ─▶ retry topic ─▶ settled here, due again there
 *                          └─ will not pass, or given up ─▶ dead letters ─▶ settled
 * </pre>
 *
 * <p>A delivery is settled only when its endpoint or the broker has acknowledged it.
 */
@NullMarked
package dev.hearken.dispatcher.dispatch;

import org.jspecify.annotations.NullMarked;
