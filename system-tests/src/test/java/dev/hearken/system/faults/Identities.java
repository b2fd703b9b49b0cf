package dev.hearken.system.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates for good and bad HTTPS endpoints, made by {@code src/test/tls/make}. */
final class Identities {
    private static final char[] PASSWORD = "hearken-test".toCharArray();

    private Identities() {}

    /** {@code good}, {@code expired}, {@code other} or {@code unknown}. */
    static SSLContext of(String name) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Identities.class.getResourceAsStream("/tls/" + name + ".p12")) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** What a JVM needs to trust the authority behind them. */
    static List<String> trust() {
        try {
            return List.of(
                    "-Djavax.net.ssl.trustStore="
                            + Path.of(Identities.class
                                    .getResource("/tls/trust.p12")
                                    .toURI()),
                    "-Djavax.net.ssl.trustStorePassword=" + new String(PASSWORD),
                    "-Djavax.net.ssl.trustStoreType=PKCS12");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
