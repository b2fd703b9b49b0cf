package dev.hearken.dispatcher.transport.http;

import dev.hearken.egress.PortPolicy;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HttpConfigurationTest {
    @Test
    void hasTheseDefaults() {
        // when
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withMapping(HttpTransportConfig.class)
                .withMapping(EgressConfig.class)
                .build();

        // then
        HttpTransportConfig http = config.getConfigMapping(HttpTransportConfig.class);
        assertThat(http.allowInsecureTls()).isTrue();
        assertThat(http.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(http.connectionLifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(http.connectionsPerHost()).isEqualTo(64);
        assertThat(http.excerpt().asLongValue()).isEqualTo(1024);
        assertThat(http.handshakeTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(http.http2()).isFalse();
        assertThat(http.keepAlive()).isEqualTo(Duration.ofSeconds(30));
        assertThat(http.loops()).isZero();
        assertThat(http.proxy()).isEmpty();
        assertThat(http.proxyResolves()).isFalse();
        assertThat(http.tlsClients()).isEqualTo(256);
        assertThat(http.waitingPerHost()).isEqualTo(256);
        EgressConfig egress = config.getConfigMapping(EgressConfig.class);
        assertThat(egress.allow()).isEmpty();
        assertThat(egress.deny()).isEmpty();
        assertThat(egress.deniedPorts()).isEmpty();
    }

    @Test
    void isDocumented() throws IOException {
        // given
        List<String> documented = Files.readAllLines(Path.of("../docs/configuration.md")).stream()
                .filter(line -> line.matches("\\| `dispatcher\\.(http|egress)\\..*"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();

        // when
        List<String> keys = Stream.concat(
                        keys("dispatcher.egress.", EgressConfig.class),
                        keys("dispatcher.http.", HttpTransportConfig.class))
                .sorted()
                .toList();

        // then
        assertThat(documented).containsExactlyElementsOf(keys);
    }

    @Test
    void namesTheDeniedPortsInTheDocumentation() throws IOException {
        // when
        String page = Files.readString(Path.of("../docs/security.md")).replaceAll("\\s+", " ");

        // then
        assertThat(page).contains("`" + String.join(" ", PortPolicy.DEFAULT_DENIED) + "`");
    }

    private static Stream<String> keys(String prefix, Class<?> mapping) {
        return Arrays.stream(mapping.getDeclaredMethods())
                .map(Method::getName)
                .map(name -> prefix + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }
}
