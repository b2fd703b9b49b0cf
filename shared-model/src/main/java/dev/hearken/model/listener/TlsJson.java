package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.language.template.Template;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/** The field {@code tls} of a callback as JSON. */
final class TlsJson {
    private static final int MAX_PEM = 64 * 1024;
    private static final int MAX_REFERENCE = 300;
    private static final String PEM_START = "-----BEGIN CERTIFICATE-----";

    private TlsJson() {}

    /** What is faulty or absent is as in {@link TlsOptions#DEFAULT}. */
    static TlsOptions read(JsonFields fields) {
        boolean verify = fields.bool("verify", true);
        Optional<String> caCertificate = caCertificate(fields);
        if (caCertificate.isPresent() && !verify) {
            fields.error("caCertificate", "has no use where \"verify\" is false");
        }
        return new TlsOptions(
                verify,
                caCertificate.orElse(null),
                secretName(fields, "clientCertificate").orElse(null));
    }

    private static Optional<String> caCertificate(JsonFields fields) {
        Optional<String> pem = fields.lines("caCertificate", MAX_PEM);
        if (pem.isPresent() && TlsOptions.secretName(pem.get()).isEmpty() && !holdsCertificates(pem.get())) {
            fields.error(
                    "caCertificate",
                    "must be one or more X.509 certificates in PEM form, or a reference to a secret that holds them");
            return Optional.empty();
        }
        return pem;
    }

    private static boolean holdsCertificates(String pem) {
        if (!pem.contains(PEM_START) || pem.contains("PRIVATE KEY")) {
            return false;
        }
        try {
            byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .isEmpty();
        } catch (CertificateException e) {
            return false;
        }
    }

    /** The name in a field that is one reference to a secret. */
    static Optional<String> secretName(JsonFields fields, String field) {
        Optional<String> text = fields.text(field, MAX_REFERENCE);
        Optional<String> name = text.flatMap(TlsOptions::secretName);
        if (text.isPresent() && name.isEmpty()) {
            fields.error(field, "must be a reference to a secret, without filters, such as ${{secrets.name}}");
        }
        return name;
    }

    static ObjectNode write(TlsOptions tls) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("verify", tls.verify());
        json.put("caCertificate", tls.caCertificate());
        String certificate = tls.clientCertificate();
        json.put("clientCertificate", certificate == null ? null : Template.ofSecret(certificate));
        return json;
    }
}
