package dev.hearken.format.outbound;

import dev.hearken.format.EventBody;
import dev.hearken.format.InboundEvents;
import dev.hearken.model.event.WorkflowEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class OutboundFormatTest {
    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(OutboundFormat format) {
        // when
        var found = OutboundFormat.of(format.wireName());

        // then
        assertThat(found).contains(format);
        assertThat(format.wireName()).isEqualTo(format.name().toLowerCase().replace('_', '-'));
    }

    @Test
    void isNotFoundByAnyOtherName() {
        assertThat(OutboundFormat.of("template")).isEmpty();
    }

    @Test
    void sendsTheEventAsItsBody() {
        // given
        WorkflowEvent event = OutboundGoldenTest.event("task-failed.cloudevent");

        // when
        OutboundBody body = OutboundFormat.EVENT.render(event);

        // then
        assertThat(body.bytes()).isEqualTo(EventBody.render(event));
        assertThat(body.contentType()).isEqualTo("application/json");
        assertThat(body.headers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOUDEVENTS_BINARY", "CLOUDEVENTS_STRUCTURED"})
    void sendsACloudEventThatIsReadAsTheSameEvent(OutboundFormat format) {
        for (String name :
                List.of("task-failed.cloudevent", "execution-succeeded.cloudevent", "in/mistral-task-failed")) {
            // given
            WorkflowEvent event = OutboundGoldenTest.event(name);

            // when
            OutboundBody body = format.render(event);

            // then: Kafka's names for the attributes
            Map<String, String> headers = new TreeMap<>(Map.of("content-type", body.contentType()));
            body.headers().forEach((header, value) -> headers.put(header.replace('-', '_'), value));
            List<WorkflowEvent> again = InboundEvents.decode(
                            event.tenant(), headers, body.bytes(), event.time(), Optional.empty())
                    .fold(events -> events, undecodable -> List.of());
            assertThat(again).extracting(EventBody::render).containsExactly(EventBody.render(event));
        }
    }
}
