package dev.hearken.local.backends;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VersionsTest {
    @Test
    void areThoseOfTheBuild() {
        assertThat(Versions.kafka()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(Versions.postgres()).matches("\\d+\\.\\d+");
        assertThat(Versions.postgres()).startsWith(Versions.postgresMajor() + ".");
    }
}
