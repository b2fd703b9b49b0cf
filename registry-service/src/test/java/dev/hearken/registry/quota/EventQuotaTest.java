package dev.hearken.registry.quota;

import dev.hearken.model.TenantId;
import dev.hearken.registry.MovableClock;
import dev.hearken.registry.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class EventQuotaTest {
    private static final TenantId ME = TenantId.DEFAULT;

    private final MovableClock clock = new MovableClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void admitsWhatTheRateAllows() {
        // given
        EventQuota quota = quota(10);

        // then
        for (int second = 0; second < 100; second++) {
            for (int i = 0; i < 10; i++) {
                quota.admit(ME);
                quota.spend(ME, 1);
            }
            clock.move(Duration.ofSeconds(1));
        }
    }

    @Test
    void saysHowLongToWaitUntilABatchIsPaidOff() {
        // given
        EventQuota quota = quota(10);
        quota.admit(ME);
        quota.spend(ME, 45);

        // when
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> quota.admit(ME));

        // then
        assertThat(refused.problem().status()).isEqualTo(429);
        assertThat(refused.problem().headers()).containsEntry("Retry-After", "4");
        assertThat(meters.get("hearken.quota.refusals").counter().count()).isOne();
        clock.move(Duration.ofSeconds(4));
        assertThatCode(() -> quota.admit(ME)).doesNotThrowAnyException();
    }

    @Test
    void isEachTenantsOwn() {
        // given
        EventQuota quota = quota(10);
        quota.spend(ME, 1_000);

        // then
        assertThatCode(() -> quota.admit(new TenantId("other"))).doesNotThrowAnyException();
    }

    @Test
    void savesUpNoMoreThanASecond() {
        // given
        EventQuota quota = quota(10);
        quota.spend(ME, 1);
        clock.move(Duration.ofHours(1));

        // when
        quota.spend(ME, 10);

        // then
        assertThat(catchThrowableOfType(ProblemException.class, () -> quota.admit(ME)))
                .isNotNull();
    }

    @Test
    void isNoneAtZero() {
        // given
        EventQuota quota = quota(0);

        // when
        quota.spend(ME, 1_000_000);

        // then
        assertThatCode(() -> quota.admit(ME)).doesNotThrowAnyException();
    }

    private EventQuota quota(int perSecond) {
        return new EventQuota(
                new QuotaConfig() {
                    @Override
                    public int listeners() {
                        return 0;
                    }

                    @Override
                    public int eventsPerSecond() {
                        return perSecond;
                    }

                    @Override
                    public int replays() {
                        return 0;
                    }

                    @Override
                    public int replayRate() {
                        return 0;
                    }
                },
                clock,
                meters);
    }
}
