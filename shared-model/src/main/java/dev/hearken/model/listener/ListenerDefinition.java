package dev.hearken.model.listener;

import dev.hearken.language.template.References;
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
 * @param callback what is sent where
 * @param delivery how hard Hearken tries
 */
public record ListenerDefinition(
        String name,
        @Nullable String description,
        boolean enabled,
        Map<String, String> labels,
        Selector selector,
        Callback callback,
        DeliveryPolicy delivery) {
    /** The tenant's variables and secrets that it uses. */
    public References references() {
        return callback.fold(HttpCallback::references);
    }

    /** The same definition, switched on or off. */
    public ListenerDefinition withEnabled(boolean value) {
        return new ListenerDefinition(name, description, value, labels, selector, callback, delivery);
    }
}
