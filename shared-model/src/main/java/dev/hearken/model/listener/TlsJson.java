package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The field {@code tls} of a callback as JSON. */
final class TlsJson {
    private static final int MAX_PEM = 64 * 1024;
    private static final int MAX_SECRET_NAME = 100;
    private static final String PEM_START = "-----BEGIN CERTIFICATE-----";

    /** What a secret may be called; kept to what fits in a path and in a template. */
    private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private TlsJson() {}

    /** Reads {@code tls} out of a callback; what is faulty or absent is as in {@link TlsOptions#DEFAULT}. */
    static TlsOptions read(JsonFields callback, List<JsonFields> objects) {
        JsonFields fields = callback.object("tls");
        objects.add(fields);
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
        if (pem.isPresent() && !holdsCertificates(pem.get())) {
            fields.error("caCertificate", "must be one or more X.509 certificates in PEM form");
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

    /** The name of a secret. */
    static Optional<String> secretName(JsonFields fields, String field) {
        Optional<String> name = fields.text(field, MAX_SECRET_NAME);
        if (name.isPresent() && !SECRET_NAME.matcher(name.get()).matches()) {
            fields.error(field, "must be the name of a secret: letters, digits, '.', '_' and '-'");
            return Optional.empty();
        }
        return name;
    }

    static ObjectNode write(TlsOptions tls) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("verify", tls.verify());
        json.put("caCertificate", tls.caCertificate());
        json.put("clientCertificate", tls.clientCertificate());
        return json;
    }
}
