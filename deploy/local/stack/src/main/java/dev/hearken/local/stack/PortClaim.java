package dev.hearken.local.stack;

/**
 * A port on 127.0.0.1 that a part of the stack wants.
 *
 * @param owner for people: {@code Kafka}, {@code the registry's API}
 * @param port 1 to 65535
 */
record PortClaim(String owner, int port) {}
