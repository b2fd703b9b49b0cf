package dev.hearken.model.listener;

import java.util.function.Function;

/** What is sent when a listener fires, where and how. */
public sealed interface Callback permits HttpCallback {
    /** Case analysis over the transports. */
    <T> T fold(Function<HttpCallback, T> http);
}
