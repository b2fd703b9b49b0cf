package dev.hearken.dispatcher.health;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.dispatcher.platform.InstanceName;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.ConditionFailure;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.secret.EncryptedSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConditionFailuresTest {
    private static final TenantId TENANT = new TenantId("acme");
    private static final ListenerId FIRST = new ListenerId("01JDXYZABCDEFGHJKMNPQRST01");
    private static final ListenerId SECOND = new ListenerId("01JDXYZABCDEFGHJKMNPQRST02");

    private Instant now = Instant.parse("2026-01-07T02:00:00Z");
    private final List<ConditionFailure> said = new ArrayList<>();
    private final ConditionFailures failures = new ConditionFailures(
            new ListenerStatePublisher(null) {
                @Override
                void publish(ConditionFailure failure) {
                    said.add(failure);
                }
            },
            () -> now,
            new InstanceName("d-1"));

    @Test
    void saysTheFirstFailureAtOnceAndThenNoMoreThanOnePerInterval() {
        // given
        Instant start = now;

        // when
        for (int second = 0; second < 150; second++) {
            failures.failed(listener(FIRST, 4), "error " + second);
            now = now.plusSeconds(1);
        }

        // then
        assertThat(said)
                .containsExactly(
                        failure(FIRST, 4, "error 0", start),
                        failure(FIRST, 4, "error 60", start.plusSeconds(60)),
                        failure(FIRST, 4, "error 120", start.plusSeconds(120)));
    }

    @Test
    void saysAtOnceThatAnotherListenerOrAnotherRevisionFails() {
        // when
        boolean first = failures.failed(listener(FIRST, 4), "a");
        boolean other = failures.failed(listener(SECOND, 4), "b");
        boolean later = failures.failed(listener(FIRST, 5), "c");
        boolean again = failures.failed(listener(FIRST, 5), "d");
        boolean straggler = failures.failed(listener(FIRST, 4), "e");

        // then
        assertThat(List.of(first, other, later, again, straggler)).containsExactly(true, true, true, false, false);
        assertThat(said).extracting(ConditionFailure::error).containsExactly("a", "b", "c");
    }

    @Test
    void saysNoMoreThanTheBeginningOfALongError() {
        // when
        failures.failed(listener(FIRST, 4), "x".repeat(198) + "😀".repeat(100));

        // then
        assertThat(said.get(0).error()).isEqualTo("x".repeat(198) + "…").hasSizeLessThanOrEqualTo(200);
    }

    private ConditionFailure failure(ListenerId listener, long revision, String error, Instant at) {
        return new ConditionFailure(TENANT, listener, revision, error, at, "d-1");
    }

    private static Listener listener(ListenerId id, long revision) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", "n");
        json.putObject("callback").put("type", "http").put("url", "https://a.example/");
        return ListenerJson.read(json, UnknownFields.REFUSED)
                .fold(
                        definition ->
                                new Listener(TENANT, id, revision, false, definition, new EncryptedSecret("v1:k:AAAA")),
                        errors -> {
                            throw new AssertionError(errors);
                        });
    }
}
