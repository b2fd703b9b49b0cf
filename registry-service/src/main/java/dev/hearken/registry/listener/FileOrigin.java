package dev.hearken.registry.listener;

/**
 * Where a listener comes from that a file defines.
 *
 * @param key what tells it from the tenant's other listeners in files
 * @param digest SHA-256, hexadecimal, of what the file says about it
 */
record FileOrigin(String key, String digest) {}
