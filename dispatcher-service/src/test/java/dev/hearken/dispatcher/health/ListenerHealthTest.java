package dev.hearken.dispatcher.health;

import dev.hearken.dispatcher.platform.InstanceName;
import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogRecord;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.ListenerState;
import dev.hearken.model.delivery.ListenerState.Health;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerHealthTest {
    private static final Instant START = Instant.parse("2026-01-07T02:00:00Z");
    private static final CatalogKey KEY =
            CatalogKey.of(new TenantId("acme"), new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"));
    private static final Listener LISTENER = listener(4);

    private Instant now = START;
    private final List<ListenerState> said = new ArrayList<>();
    private final ListenerHealth health = instance();

    private ListenerHealth instance() {
        HealthConfig config = new HealthConfig() {
            @Override
            public Duration degradedAfter() {
                return Duration.ofMinutes(10);
            }

            @Override
            public Duration disableAfter() {
                return Duration.ofHours(120);
            }
        };
        ListenerStatePublisher publisher = new ListenerStatePublisher(null) {
            @Override
            void publish(ListenerState state) {
                said.add(state);
            }
        };
        return new ListenerHealth(publisher, config, () -> now, new InstanceName("d-1"));
    }

    private static Listener listener(long revision) {
        String json = """
                {"tenant":"acme","id":"01JDXYZABCDEFGHJKMNPQRSTVW","revision":%d,"paused":false,
                 "signingSecret":"v1:k1:AAECAwQFBgcICQoL",
                 "definition":{"name":"n","callback":{"type":"http","url":"https://a.example/"}}}""".formatted(revision);
        return CatalogRecord.read(KEY, json.getBytes(StandardCharsets.UTF_8))
                .fold(
                        read -> read,
                        variable -> {
                            throw new AssertionError(variable);
                        },
                        secret -> {
                            throw new AssertionError(secret);
                        },
                        reason -> {
                            throw new AssertionError(reason);
                        });
    }

    @Test
    void saysNothingOfAListenerThatFailsNowAndThen() {
        // when
        for (int i = 0; i < 20; i++) {
            health.failed(LISTENER, FailureReason.TIMEOUT, true);
            later(Duration.ofMinutes(9));
            health.delivered(LISTENER, true);
        }

        // then
        assertThat(said).isEmpty();
    }

    @Test
    void saysOnceThatAListenerHasOnlyFailedForAWhile() {
        // given
        health.failed(LISTENER, FailureReason.TIMEOUT, true);

        // when
        later(Duration.ofMinutes(10));
        health.failed(LISTENER, FailureReason.STATUS_RETRYABLE, true);
        health.failed(LISTENER, FailureReason.TIMEOUT, true);

        // then
        assertThat(said).containsExactly(state(Health.DEGRADED, FailureReason.STATUS_RETRYABLE, now, START));
    }

    @Test
    void saysThatABreakerOpenedAndThatTheListenerIsWellAgain() {
        // when
        health.failed(LISTENER, FailureReason.CONNECT_FAILED, false);
        health.failed(LISTENER, FailureReason.CONNECT_FAILED, false);
        later(Duration.ofMinutes(1));
        health.delivered(LISTENER, true);
        health.delivered(LISTENER, true);

        // then
        assertThat(said)
                .containsExactly(
                        state(Health.OPEN, FailureReason.CONNECT_FAILED, START, START),
                        state(Health.ACTIVE, null, now, null));
    }

    @Test
    void saysThatAProbeDeliveredSoThatNobodyCountsFromBeforeIt() {
        // given
        health.failed(LISTENER, FailureReason.TIMEOUT, false);
        later(Duration.ofHours(119));
        health.delivered(LISTENER, false);
        Instant again = now.plusSeconds(60);
        later(Duration.ofSeconds(60));
        health.failed(LISTENER, FailureReason.DNS, false);
        ListenerHealth restarted = instance();
        List.copyOf(said).forEach(restarted::heard);

        // when
        later(Duration.ofHours(2));
        restarted.failed(LISTENER, FailureReason.DNS, false);

        // then
        assertThat(restarted.isGivenUp(LISTENER)).isFalse();
        assertThat(said)
                .containsExactly(
                        state(Health.OPEN, FailureReason.TIMEOUT, START, START),
                        state(Health.OPEN, FailureReason.TIMEOUT, START, null),
                        state(Health.OPEN, FailureReason.DNS, START, again));
    }

    @Test
    void givesAListenerUpAfterDaysOfNothingButFailures() {
        // given
        health.failed(LISTENER, FailureReason.TIMEOUT, true);
        later(Duration.ofHours(120).minusMillis(1));
        health.failed(LISTENER, FailureReason.TIMEOUT, false);

        // when
        boolean early = health.isGivenUp(LISTENER);
        later(Duration.ofMillis(1));
        health.failed(LISTENER, FailureReason.TIMEOUT, false);

        // then
        assertThat(early).isFalse();
        assertThat(health.isGivenUp(LISTENER)).isTrue();
        assertThat(said.get(said.size() - 1)).isEqualTo(state(Health.DISABLED, FailureReason.TIMEOUT, now, START));
    }

    @Test
    void startsTheClockAnewWithEachDelivery() {
        // given
        health.failed(LISTENER, FailureReason.TIMEOUT, true);
        later(Duration.ofHours(119));
        health.delivered(LISTENER, true);

        // when
        later(Duration.ofHours(2));
        health.failed(LISTENER, FailureReason.TIMEOUT, true);

        // then
        assertThat(health.isGivenUp(LISTENER)).isFalse();
    }

    @Test
    void goesOnWithTheClockAfterARestart() {
        // given
        health.failed(LISTENER, FailureReason.TIMEOUT, false);
        ListenerHealth restarted = instance();
        said.forEach(restarted::heard);

        // when
        later(Duration.ofHours(120));
        restarted.failed(LISTENER, FailureReason.DNS, true);

        // then
        assertThat(restarted.isGivenUp(LISTENER)).isTrue();
        assertThat(said.get(1)).isEqualTo(state(Health.DISABLED, FailureReason.DNS, now, START));
    }

    @Test
    void startsTheClockAnewWhenAnotherInstanceHasDelivered() {
        // given
        health.failed(LISTENER, FailureReason.TIMEOUT, false);
        health.heard(state(Health.ACTIVE, null, now, null));

        // when
        later(Duration.ofHours(120));
        health.failed(LISTENER, FailureReason.TIMEOUT, true);

        // then
        assertThat(health.isGivenUp(LISTENER)).isFalse();
    }

    @Test
    void givesAListenerUpThatIsGoneOnceInItsRevisionOnly() {
        // when
        health.gone(LISTENER);
        health.gone(LISTENER);

        // then
        assertThat(said).containsExactly(state(Health.DISABLED, FailureReason.GONE, START, null));
        assertThat(health.isGivenUp(LISTENER)).isTrue();
        assertThat(health.isGivenUp(listener(5))).isFalse();
    }

    @Test
    void givesItUpAgainInALaterRevisionAndCountsNothingFromBefore() {
        // given
        health.failed(LISTENER, FailureReason.TIMEOUT, true);
        later(Duration.ofHours(120));
        health.failed(LISTENER, FailureReason.TIMEOUT, true);

        // when
        health.failed(listener(5), FailureReason.TIMEOUT, true);
        boolean atOnce = health.isGivenUp(listener(5));
        health.gone(listener(5));

        // then
        assertThat(atOnce).isFalse();
        assertThat(health.isGivenUp(listener(5))).isTrue();
    }

    @Test
    void staysGivenUpWhateverComesInLate() {
        // given
        health.gone(LISTENER);

        // when
        health.delivered(LISTENER, true);
        health.failed(LISTENER, FailureReason.TIMEOUT, false);

        // then
        assertThat(health.isGivenUp(LISTENER)).isTrue();
        assertThat(said).hasSize(1);
    }

    @Test
    void forgetsAListenerThatIsGoneFromTheCatalog() {
        // given
        health.gone(LISTENER);

        // when
        health.forget(KEY);

        // then
        assertThat(health.isGivenUp(LISTENER)).isFalse();
    }

    private void later(Duration duration) {
        now = now.plus(duration);
    }

    private static ListenerState state(Health health, FailureReason reason, Instant since, Instant failingSince) {
        return new ListenerState(
                new TenantId("acme"),
                new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"),
                4,
                health,
                reason,
                since,
                failingSince,
                "d-1");
    }
}
