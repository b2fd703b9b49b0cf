package dev.hearken.dispatcher.intake;

import dev.hearken.format.Decoding;
import dev.hearken.format.InboundEvents;
import dev.hearken.format.InvalidEventReason;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.event.EventType;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventDecoderTest {
    private static final Instant NOW = Instant.parse("2026-01-07T02:15:00Z");

    private final EventDecoder decoder = new EventDecoder(new IntakeConfig() {
        @Override
        public List<String> topics() {
            return List.of("workflow.executions", "mistral");
        }

        @Override
        public Optional<List<String>> formats() {
            return Optional.of(List.of("mistral=mistral"));
        }

        @Override
        public String group() {
            return "g";
        }

        @Override
        public int maxRecords() {
            return 1;
        }

        @Override
        public MemorySize maxBytes() {
            return new MemorySize(BigInteger.ONE);
        }
    });

    @Test
    void letsARecordNameTheFormatOfItsTopicSoThatItIsReadAlikeElsewhere() {
        // given
        SourceRecord record = record("mistral", Map.of("a", "b"));

        // when
        SourceRecord named = decoder.withFormat(record);

        // then
        assertThat(named.headers()).isEqualTo(Map.of("a", "b", InboundEvents.FORMAT_HEADER, "mistral"));
        assertThat(named.value()).isSameAs(record.value());
        assertThat(decoder.decode(named, NOW)
                        .<EventType>fold(events -> events.get(0).type(), undecodable -> {
                            throw new AssertionError(undecodable.detail());
                        }))
                .isEqualTo(EventType.EXECUTION_SUCCEEDED);
    }

    @Test
    void leavesARecordAsItIsThatNamesAFormatItself() {
        // given
        SourceRecord record = record("mistral", Map.of(InboundEvents.FORMAT_HEADER, "conductor"));

        // when
        SourceRecord named = decoder.withFormat(record);

        // then
        assertThat(named).isSameAs(record);
    }

    @Test
    void leavesARecordAsItIsWhoseTopicHasNoFormat() {
        // given
        SourceRecord record = record("workflow.executions", Map.of());

        // when
        SourceRecord named = decoder.withFormat(record);

        // then
        assertThat(named).isSameAs(record);
        assertThat(reason(decoder.decode(named, NOW))).contains(InvalidEventReason.NOT_A_CLOUD_EVENT);
    }

    private static Optional<InvalidEventReason> reason(Decoding decoding) {
        return decoding.fold(events -> Optional.empty(), undecodable -> Optional.of(undecodable.reason()));
    }

    /** A Mistral notification that only its topic tells from anything else. */
    private static SourceRecord record(String topic, Map<String, String> headers) {
        byte[] value = "{\"id\": \"e-42\", \"workflow_name\": \"nightly\", \"state\": \"SUCCESS\"}"
                .getBytes(StandardCharsets.UTF_8);
        return new SourceRecord(topic, 0, 0, null, headers, value);
    }
}
