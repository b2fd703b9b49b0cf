package dev.hearken.benchmarks.delivery.receiver;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventMarkTest {
    @Test
    void comesBackFromItsId() {
        EventMark mark = new EventMark(17, 1_767_750_867_000_123L);

        assertThat(mark.toId()).isEqualTo("17.1767750867000123");
        assertThat(EventMark.parse(mark.toId())).contains(mark);
    }
}
