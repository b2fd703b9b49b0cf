package dev.hearken.dispatcher.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Shows whether dispatchers that share the work are configured alike: the meter {@code hearken.config.info} is always 1
 * and its tag {@code hash} is the same where every {@code dispatcher.*} key has the same value. Left out are the
 * instance's name, and keys that are or may hold secrets.
 */
@Singleton
class ConfigFingerprint {
    private static final Logger LOG = Logger.getLogger(ConfigFingerprint.class);
    private static final String PREFIX = "dispatcher.";
    private static final Set<String> OWN = Set.of("dispatcher.platform.instance");
    private static final Set<String> SECRET = Set.of("dispatcher.secret.key-ring", "dispatcher.http.proxy");
    private static final int BYTES = 6;

    void show(@Observes StartupEvent event, Config config, MeterRegistry meters) {
        String hash = of(config);
        Gauge.builder("hearken.config.info", () -> 1).tag("hash", hash).register(meters);
        LOG.infof("configuration %s", hash);
    }

    private static String of(Config config) {
        Map<String, String> values = StreamSupport.stream(
                        config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(PREFIX))
                .distinct()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> String.valueOf(config.getConfigValue(name).getValue())));
        return of(new TreeMap<>(values));
    }

    /** 12 hexadecimal digits. */
    static String of(SortedMap<String, String> values) {
        String text = values.entrySet().stream()
                .filter(entry -> !OWN.contains(entry.getKey()) && !SECRET.contains(entry.getKey()))
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
