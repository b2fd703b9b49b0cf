/**
 * Templates: text with references {@code ${{path | filter | filter('arg', 3)}}} to the values of an event, of its
 * listener and of the tenant's variables and secrets.
 *
 * <pre>
 *   text ──▶ Template.parse ──▶ UrlTemplate ──────┐
 *                               HeaderTemplate ───┼─ render(scope) ──▶ Rendered | Failed
 *                               BodyTemplate ─────┘
 * </pre>
 *
 * <p>Parsed once, rendered many times. Every context escapes what it inserts. Nothing here throws on what an owner or
 * an engine wrote; the work is linear in text and values, and the output bounded. A secret is never part of a rendered
 * body: it leaves a {@link dev.hearken.model.delivery.SecretSlot} that {@link SecretFiller} fills at each attempt.
 */
@NullMarked
package dev.hearken.language.template;

import org.jspecify.annotations.NullMarked;
