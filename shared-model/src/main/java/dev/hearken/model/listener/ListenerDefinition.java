package dev.hearken.model.listener;

import dev.hearken.language.template.References;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an owner writes: which events, which callback, how it is delivered.
 *
 * @param name 1 to 200 characters, not unique
 * @param description at most 2,000 characters
 * @param enabled a disabled listener lets events pass by
 * @param labels at most 32 of the owner's own, keys and values at most 128 characters
 * @param selector which events
 * @param rules at most 64, all of which must hold
 * @param condition a CEL expression over the event that must be true, at most 4,096 characters; absent = none
 * @param quietWindows at most 20 recurring times in which it does not call
 * @param callback what is sent where
 * @param delivery how hard Hearken tries
 */
public record ListenerDefinition(
        String name,
        @Nullable String description,
        boolean enabled,
        Map<String, String> labels,
        Selector selector,
        List<Rule> rules,
        @Nullable String condition,
        List<QuietWindow> quietWindows,
        Callback callback,
        DeliveryPolicy delivery) {
    /** Copies the lists. */
    public ListenerDefinition {
        rules = List.copyOf(rules);
        quietWindows = List.copyOf(quietWindows);
    }

    /** The tenant's variables and secrets that it uses. */
    public References references() {
        return callback.fold(HttpCallback::references);
    }

    /** The same definition, switched on or off. */
    public ListenerDefinition withEnabled(boolean value) {
        return new ListenerDefinition(
                name, description, value, labels, selector, rules, condition, quietWindows, callback, delivery);
    }
}
