package dev.hearken.local.stack.receiver;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableTextTest {
    @Test
    void leavesOrdinaryTextAlone() {
        assertThat(PrintableText.of("Grüße, 世界 👋 {\"a\": 1}")).isEqualTo("Grüße, 世界 👋 {\"a\": 1}");
    }

    @Test
    void escapesWhatMovesTheCursorOrHides() {
        assertThat(PrintableText.of("a\u001b[2Jb\r\n\tc\u009bd\u202ee"))
                .isEqualTo("a\\u001b[2Jb\\u000d\\u000a\\u0009c\\u009bd\\u202ee");
    }
}
