package dev.hearken.registry.replay;

import dev.hearken.format.InboundEvents;
import dev.hearken.model.delivery.SourceRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventFormatsTest {
    @Test
    void namesTheFormatOfATopicUnlessTheRecordDoes() {
        // given
        EventFormats formats = EventFormats.parse(List.of("engine=mistral"));

        // then
        assertThat(formats.named(record("engine", Map.of())).headers())
                .containsEntry(InboundEvents.FORMAT_HEADER, "mistral");
        assertThat(formats.named(record("engine", Map.of(InboundEvents.FORMAT_HEADER, "factotum")))
                        .headers())
                .containsEntry(InboundEvents.FORMAT_HEADER, "factotum");
        assertThat(formats.named(record("other", Map.of())).headers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "engine=", "engine=unheard-of", "engine=mistral=1"})
    void refusesWhatIsNoFormatOfATopic(String entry) {
        assertThatThrownBy(() -> EventFormats.parse(List.of(entry))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesATopicTwice() {
        assertThatThrownBy(() -> EventFormats.parse(List.of("engine=mistral", "engine=conductor")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SourceRecord record(String topic, Map<String, String> headers) {
        return new SourceRecord(topic, 0, 0, null, headers, new byte[] {1});
    }
}
