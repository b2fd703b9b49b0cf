package dev.hearken.registry.files;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RawHttp;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(RegistryResource.class)
@WithTestResource(ConfiguredDirectoryTest.Directory.class)
@TestProfile(ConfiguredDirectoryTest.Fast.class)
class ConfiguredDirectoryTest {
    private static final String LISTENER =
            "name: from the directory\ncallback: {type: http, url: \"https://hooks.example.com/%s\"}";

    public static final class Fast implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("registry.files.poll-interval", "PT0.2S");
        }
    }

    public static final class Directory implements QuarkusTestResourceLifecycleManager {
        private Path path;

        @Override
        public Map<String, String> start() {
            try {
                path = Files.createTempDirectory("hearken-listeners");
                Files.writeString(path.resolve("a.yaml"), LISTENER.formatted("a"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return Map.of("registry.files.directory", path.toString());
        }

        @Override
        public void inject(Object test) {
            if (test instanceof ConfiguredDirectoryTest configured) {
                configured.directory = path;
            }
        }

        @Override
        public void stop() {}
    }

    @TestHTTPResource(value = "/", management = true)
    URI management;

    Path directory;

    @Test
    void isFollowedFromTheStartOn() throws Exception {
        Api.installKeys();
        awaitUrl("https://hooks.example.com/a");

        // when
        Files.writeString(directory.resolve("a.yaml"), LISTENER.formatted("b"));

        // then
        awaitUrl("https://hooks.example.com/b");

        // and when
        Files.writeString(directory.resolve("broken.yaml"), "{{{");

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(RawHttp.exchange(management, RawHttp.request("GET", "/q/health/ready")))
                        .startsWith("HTTP/1.1 200 ")
                        .contains("broken.yaml"));
        assertThat(RawHttp.exchange(management, RawHttp.request("GET", "/q/metrics")))
                .contains("hearken_files_faulty 1.0");
    }

    private static void awaitUrl(String url) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Api.as(Keys.VIEWER)
                        .get(Api.LISTENERS + "?name=directory")
                        .then()
                        .body("items[0].callback.url", equalTo(url)));
    }
}
