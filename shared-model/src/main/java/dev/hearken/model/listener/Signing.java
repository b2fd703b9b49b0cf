package dev.hearken.model.listener;

import dev.hearken.signing.SignatureScheme;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a request is signed. */
public sealed interface Signing {
    /** Headers {@code webhook-id}, {@code webhook-timestamp}, {@code webhook-signature} by Standard Webhooks 1.0.0. */
    Signing STANDARD_WEBHOOKS = new StandardWebhooks(SignatureScheme.V1);

    /** The same with a key pair, so that the receiver cannot sign. */
    Signing ASYMMETRIC_WEBHOOKS = new StandardWebhooks(SignatureScheme.V1A);

    /** No signature; {@code webhook-id} and {@code webhook-timestamp} are still sent. */
    Signing NONE = new Unsigned();

    /** Case analysis. */
    <T> T fold(Supplier<T> standardWebhooks, Supplier<T> none, Function<HmacHeader, T> hmacHeader);

    /** What the listener's own key is for; also where it signs nothing. */
    SignatureScheme scheme();

    /**
     * Standard Webhooks with the listener's own key.
     *
     * @param scheme what new signatures are made by
     */
    record StandardWebhooks(SignatureScheme scheme) implements Signing {
        @Override
        public <T> T fold(Supplier<T> standardWebhooks, Supplier<T> none, Function<HmacHeader, T> hmacHeader) {
            return standardWebhooks.get();
        }
    }

    /** Not signed. */
    record Unsigned() implements Signing {
        @Override
        public SignatureScheme scheme() {
            return SignatureScheme.V1;
        }

        @Override
        public <T> T fold(Supplier<T> standardWebhooks, Supplier<T> none, Function<HmacHeader, T> hmacHeader) {
            return none.get();
        }
    }

    /**
     * A header with an HMAC, as receivers of other systems expect it.
     *
     * @param form which header and how it is made
     * @param secret name of the stored secret whose UTF-8 bytes are the key; absent: the listener's own secret
     */
    record HmacHeader(HmacForm form, @Nullable String secret) implements Signing {
        @Override
        public SignatureScheme scheme() {
            return SignatureScheme.V1;
        }

        @Override
        public <T> T fold(Supplier<T> standardWebhooks, Supplier<T> none, Function<HmacHeader, T> hmacHeader) {
            return hmacHeader.apply(this);
        }
    }
}
