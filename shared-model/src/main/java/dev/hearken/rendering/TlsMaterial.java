package dev.hearken.rendering;

/**
 * A listener's TLS options with its references resolved.
 *
 * @param verify whether the receiver's certificate and name are verified
 * @param caCertificate certificates in PEM form that are trusted instead of the platform's; empty = the platform's
 * @param clientCertificate a certificate chain and its unencrypted private key in PEM form; empty = none
 */
public record TlsMaterial(boolean verify, String caCertificate, String clientCertificate) {
    /** Verified against the platform's authorities, no client certificate. */
    public static final TlsMaterial DEFAULT = new TlsMaterial(true, "", "");

    /** Without the certificates: one of them has a private key beside it. */
    @Override
    public String toString() {
        return "TlsMaterial[verify=" + verify + ", caCertificate=" + !caCertificate.isEmpty() + ", clientCertificate="
                + !clientCertificate.isEmpty() + "]";
    }
}
