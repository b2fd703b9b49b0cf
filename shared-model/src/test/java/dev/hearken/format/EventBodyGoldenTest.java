package dev.hearken.format;

import dev.hearken.Golden;
import dev.hearken.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** For each {@code <name>.cloudevent.json} the bytes that a receiver gets: {@code <name>.body.json}. */
class EventBodyGoldenTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "execution-succeeded",
                "task-failed",
                "minimal",
                "hidden-names",
                "numbers",
                "unicode",
                "half-pairs"
            })
    void rendersExactlyTheseBytes(String name) {
        // given
        byte[] event = Golden.read(name + ".cloudevent.json").getBytes(StandardCharsets.UTF_8);

        // when
        byte[] body = CloudEventsDecoder.decode(
                        TenantId.DEFAULT, Map.of(), event, Instant.parse("2026-01-07T02:15:00.120Z"))
                .fold(
                        events -> EventBody.render(events.get(0)),
                        undecodable -> undecodable.toString().getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(body).asString(StandardCharsets.UTF_8).isEqualTo(Golden.read(name + ".body.json"));
    }
}
