package dev.hearken.rendering;

import dev.hearken.language.template.RenderFailure;
import dev.hearken.language.template.RenderFailure.Reason;
import dev.hearken.language.template.Rendering;
import dev.hearken.language.template.Rendering.Failed;
import dev.hearken.language.template.Rendering.Rendered;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.listener.Signing.HmacHeader;
import dev.hearken.signing.HmacHeaderSigner;
import dev.hearken.signing.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Makes the signature headers over exactly the bytes that are sent. */
final class RequestSigner {
    private final InstantSource time;

    RequestSigner(InstantSource time) {
        this.time = time;
    }

    /** The headers to add, none if the listener wants none. */
    Rendering<Map<String, String>> sign(
            Delivery delivery, CallbackSource source, TenantValues values, Map<String, String> headers, byte[] body) {
        return source.callback()
                .signing()
                .fold(
                        () -> keys(source)
                                .then(keys -> new Rendered<>(standardWebhooks(delivery, headers, keys, body))),
                        () -> new Rendered<>(Map.of()),
                        hmac -> key(source, values, hmac).then(key -> new Rendered<>(hmacHeader(hmac, key, body))));
    }

    private static Rendering<SigningKeys> keys(CallbackSource source) {
        return source.signingKeys()
                .<Rendering<SigningKeys>>map(Rendered::new)
                .orElseGet(() -> missing("the listener's signing secret cannot be decrypted"));
    }

    /** The UTF-8 bytes of the stored secret, or of the listener's own as its owner sees it. */
    private static Rendering<byte[]> key(CallbackSource source, TenantValues values, HmacHeader hmac) {
        String name = hmac.secret();
        if (name == null) {
            return keys(source)
                    .then(keys -> keys.current()
                            .fold(
                                    own -> new Rendered<>(own.reveal().getBytes(StandardCharsets.UTF_8)),
                                    pair -> missing("the listener has a key pair where a shared secret is needed")));
        }
        Optional<String> secret = values.secret(name).filter(text -> !text.isEmpty());
        return secret.<Rendering<byte[]>>map(text -> new Rendered<>(text.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> missing("secrets." + name + " is not there, empty, or cannot be decrypted"));
    }

    private static <T> Rendering<T> missing(String detail) {
        return new Failed<>(new RenderFailure(Reason.SECRET, detail));
    }

    private Map<String, String> standardWebhooks(
            Delivery delivery, Map<String, String> headers, SigningKeys keys, byte[] body) {
        long seconds = Long.parseLong(headers.getOrDefault("webhook-timestamp", "0"));
        String signature = keys.at(time.instant()).sign(delivery.id().value(), seconds, body);
        return Map.of("webhook-signature", signature);
    }

    private Map<String, String> hmacHeader(HmacHeader hmac, byte[] key, byte[] body) {
        Instant now = time.instant();
        return Map.of(hmac.form().header(), new HmacHeaderSigner(hmac.form(), key).sign(now, body));
    }
}
