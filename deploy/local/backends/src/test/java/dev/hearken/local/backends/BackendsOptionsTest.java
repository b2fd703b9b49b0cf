package dev.hearken.local.backends;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BackendsOptionsTest {
    private final BackendsOptions options = BackendsOptions.in(Path.of("/data"));

    @Test
    void survivesTheWayToTheChild() {
        BackendsOptions all = options.onlyKafka()
                .kafkaPort(1)
                .postgresPort(2)
                .log(Path.of("/l"))
                .removedAtStop();

        assertThat(BackendsOptions.parse(all.toArguments())).isEqualTo(all);
        assertThat(BackendsOptions.parse(options.toArguments())).isEqualTo(options);
    }

    @Test
    void hasAReadyFileOfItsOwnForEachCombination() {
        assertThat(options.readyFile()).isEqualTo(Path.of("/data/kafka+postgres.ready"));
        assertThat(options.onlyKafka().readyFile()).isEqualTo(Path.of("/data/kafka.ready"));
        assertThat(options.onlyPostgres().readyFile()).isEqualTo(Path.of("/data/postgres.ready"));
    }

    @Test
    void wantsAtLeastOnePart() {
        assertThatThrownBy(() -> new BackendsOptions(Path.of("/data"), false, false, 0, 0, Path.of("/l"), false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
