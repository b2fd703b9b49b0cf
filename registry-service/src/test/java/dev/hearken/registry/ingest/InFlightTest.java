package dev.hearken.registry.ingest;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InFlightTest {
    @Test
    void turnsAwayWhatIsMoreThanTheBytesAllow() {
        // given
        InFlight inFlight = new InFlight(10, 100);

        // when
        InFlight.Room first = inFlight.enter(60).orElseThrow();

        // then
        assertThat(inFlight.enter(41)).isEmpty();
        assertThat(inFlight.enter(40)).isPresent();
        first.close();
        assertThat(inFlight.enter(60)).isPresent();
    }

    @Test
    void turnsAwayTheRequestAfterTheLast() {
        // given
        InFlight inFlight = new InFlight(1, 100);

        // when
        InFlight.Room only = inFlight.enter(1).orElseThrow();

        // then
        assertThat(inFlight.enter(1)).isEmpty();
        only.close();
        assertThat(inFlight.enter(1)).isPresent();
    }
}
