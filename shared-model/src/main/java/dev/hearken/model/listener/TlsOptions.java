package dev.hearken.model.listener;

import dev.hearken.language.template.Template;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a callback over TLS is made.
 *
 * @param verify whether the receiver's certificate and name are verified; the operator may forbid {@code false}
 * @param caCertificate certificates in PEM form that are trusted instead of the platform's, or a reference to the
 *     secret that holds them; absent = the platform's
 * @param clientCertificate name of the secret that holds a certificate chain and its unencrypted private key in PEM
 *     form; absent = no client certificate
 */
public record TlsOptions(
        boolean verify,
        @Nullable String caCertificate,
        @Nullable String clientCertificate) {
    /** Verified against the platform's authorities, no client certificate. */
    public static final TlsOptions DEFAULT = new TlsOptions(true, null, null);

    /** Name of the secret that holds the trusted certificates; empty if they stand here, or the platform's count. */
    public Optional<String> caSecret() {
        return Optional.ofNullable(caCertificate).flatMap(TlsOptions::secretName);
    }

    /** The name in a text that is one reference to a secret, without filters. */
    static Optional<String> secretName(String text) {
        return Template.parse(text).fold(Template::onlySecret, malformed -> Optional.empty());
    }
}
