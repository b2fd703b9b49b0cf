package dev.hearken.signing;

/** Makes one signature of Standard Webhooks, with one key. */
@FunctionalInterface
public interface WebhookSigner {
    /**
     * One entry of {@code webhook-signature}, literal form {@code <version>,<base64>}, without spaces.
     *
     * @param id value of {@code webhook-id}; holds no {@code '.'}
     * @param unixSeconds value of {@code webhook-timestamp}
     * @param body exactly the bytes that are sent
     */
    String sign(String id, long unixSeconds, byte[] body);
}
