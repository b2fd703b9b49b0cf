package dev.hearken.dispatcher.platform;

/** The name of this dispatcher among its siblings, as attempts and logs show it. */
public record InstanceName(String value) {
    @Override
    public String toString() {
        return value;
    }
}
