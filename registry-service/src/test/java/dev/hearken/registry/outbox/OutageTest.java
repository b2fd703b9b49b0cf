package dev.hearken.registry.outbox;

import dev.hearken.registry.MovableClock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutageTest {
    private final Outage outage = new Outage(Duration.ofSeconds(1), new MovableClock());

    @Test
    void waitsLongerAndLongerUpToTheBound() {
        // when
        Stream<Duration> waits = Stream.generate(this::fail).limit(6);

        // then
        assertThat(waits.map(Duration::toMillis)).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
    }

    @Test
    void beginsAnewAfterSuccess() {
        // given
        fail();
        fail();

        // when
        outage.over();

        // then
        assertThat(fail()).isEqualTo(Duration.ofMillis(100));
    }

    private Duration fail() {
        return outage.failed(new CatalogUnavailableException("away", null));
    }
}
