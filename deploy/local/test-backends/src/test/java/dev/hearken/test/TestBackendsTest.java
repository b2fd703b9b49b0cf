package dev.hearken.test;

import dev.hearken.model.topic.Topic;
import dev.hearken.model.topic.Topics;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TestBackendsTest {
    private final TestBackends backends = TestBackends.shared();

    @Test
    void haveTheTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", backends.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get())
                    .containsAll(Topics.all().stream().map(Topic::name).toList());
        }
    }

    @Test
    void giveADatabaseOfItsOwnToEachWhoAsks() throws Exception {
        // when
        TestDatabase one = backends.newDatabase();
        TestDatabase other = backends.newDatabase();
        // then
        assertThat(one.jdbcUrl()).isNotEqualTo(other.jdbcUrl());
        try (Connection connection = DriverManager.getConnection(one.jdbcUrl(), one.user(), one.password())) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void areTheSameInAnotherClassLoader() throws Exception {
        // given
        URL own = TestBackends.class.getProtectionDomain().getCodeSource().getLocation();
        URL model = Topics.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader other = new URLClassLoader(
                new URL[] {own, model}, TestBackends.class.getClassLoader().getParent())) {
            // when
            Object shared = other.loadClass(TestBackends.class.getName())
                    .getMethod("shared")
                    .invoke(null);
            // then
            assertThat(shared).isNotInstanceOf(TestBackends.class);
            assertThat(shared.getClass().getMethod("bootstrapServers").invoke(shared))
                    .isEqualTo(backends.bootstrapServers());
        }
    }

    @Test
    void areNamedInTheReport() throws IOException {
        assertThat(Files.readString(Path.of("target/backends.txt"))).contains("Backends: " + backends.description());
        assertThat(System.getProperty("hearken.test.backends.running")).isEqualTo(backends.description());
    }

    @Test
    void areWhatAQuarkusTestGets() {
        // when
        Map<String, String> config = new BackendsResource().start();
        // then
        assertThat(config)
                .containsEntry("kafka.bootstrap.servers", backends.bootstrapServers())
                .containsKeys(
                        "quarkus.datasource.jdbc.url", "quarkus.datasource.username", "quarkus.datasource.password");
    }
}
