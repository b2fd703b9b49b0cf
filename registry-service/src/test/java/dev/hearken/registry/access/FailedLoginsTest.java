package dev.hearken.registry.access;

import dev.hearken.registry.MovableClock;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import dev.hearken.test.marks.Threat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class FailedLoginsTest {
    private static final SecurityIdentity SOMEBODY = QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal("key:mine"))
            .build();
    private static final int MOST = 3;

    private final MovableClock clock = new MovableClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FailedLogins logins = logins(MOST);
    private int judged;

    @Test
    @Threat("E3")
    void areAnsweredUntilThereAreTooMany() {
        for (int i = 0; i < MOST; i++) {
            assertThatThrownBy(() -> fail("192.0.2.7", "key:guess")).isInstanceOf(AuthenticationFailedException.class);
        }

        // when
        ProblemException refused = tooMany("192.0.2.7", "key:other");

        // then
        assertThat(refused.problem().type()).isEqualTo(ProblemType.TOO_MANY_FAILURES);
        assertThat(Integer.parseInt(refused.problem().headers().get("Retry-After")))
                .isBetween(60, 61);
        assertThat(judged).isEqualTo(MOST);
        assertThat(count("hearken.access.failures")).isEqualTo(MOST);
        assertThat(count("hearken.access.refusals")).isOne();
        assertThat(meters.get("hearken.access.lockouts")
                        .tag("by", "address")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void areForgottenWhenTheWindowHasPassed() {
        // given
        lockOut("192.0.2.7");

        // when
        clock.move(Duration.ofMinutes(1));

        // then
        assertThat(succeed("192.0.2.7", "key:mine")).isSameAs(SOMEBODY);
        assertThatThrownBy(() -> fail("192.0.2.7", "key:guess")).isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void countPerAddress() {
        // given
        lockOut("192.0.2.7");

        // then
        assertThat(succeed("192.0.2.8", "key:mine")).isSameAs(SOMEBODY);
    }

    @Test
    void doNotKeepOutWhoWasRightFromThereBefore() {
        // given
        succeed("192.0.2.7", "key:mine");
        lockOut("192.0.2.7");

        // then
        assertThat(succeed("192.0.2.7", "key:mine")).isSameAs(SOMEBODY);
        assertThat(tooMany("192.0.2.7", "key:mine").problem().status()).isEqualTo(429);
        assertThatThrownBy(() -> succeed("192.0.2.7", "key:another")).isInstanceOf(ProblemException.class);
    }

    @Test
    @Threat("E3")
    void inTheNameOfSomebodyDoNotKeepHimOut() {
        // given
        for (int i = 0; i < MOST; i++) {
            String address = "192.0.2." + i;
            assertThatThrownBy(() -> fail(address, "key:mine")).isInstanceOf(AuthenticationFailedException.class);
        }

        // when
        ProblemException refused = tooMany("192.0.2.100", "key:mine");

        // then
        assertThat(refused.problem().status()).isEqualTo(429);
        assertThat(succeed("192.0.2.101", "key:mine")).isSameAs(SOMEBODY);
        assertThatThrownBy(() -> fail("192.0.2.102", "key:other")).isInstanceOf(AuthenticationFailedException.class);
        assertThat(meters.get("hearken.access.lockouts")
                        .tag("by", "name")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void areKeptForSoManyAddressesOnly() {
        // given
        lockOut("192.0.2.7");

        // when
        for (int i = 0; i < FailureCounts.MOST; i++) {
            String address = "10.0.%d.%d".formatted(i / 256, i % 256);
            assertThatThrownBy(() -> fail(address, "key:guess")).isInstanceOf(RuntimeException.class);
        }

        // then
        assertThat(succeed("192.0.2.7", "key:mine")).isSameAs(SOMEBODY);
    }

    @Test
    void areNotLimitedAtZero() {
        // given
        FailedLogins unlimited = logins(0);

        // then
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> await(unlimited, "192.0.2.7", "key:guess", wrong()))
                    .isInstanceOf(AuthenticationFailedException.class);
        }
    }

    @Test
    void areNoneWhereSomethingElseIsWrong() {
        // given
        Uni<SecurityIdentity> away = Uni.createFrom().failure(new IllegalStateException("away"));

        // then
        for (int i = 0; i < 2 * MOST; i++) {
            assertThatThrownBy(() -> await(logins, "192.0.2.7", "key:mine", away))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private void lockOut(String address) {
        for (int i = 0; i < MOST; i++) {
            String name = "key:guess" + i;
            assertThatThrownBy(() -> fail(address, name)).isInstanceOf(AuthenticationFailedException.class);
        }
    }

    private void fail(String address, String name) {
        await(logins, address, name, wrong());
    }

    private SecurityIdentity succeed(String address, String name) {
        return await(logins, address, name, Uni.createFrom().item(SOMEBODY));
    }

    private ProblemException tooMany(String address, String name) {
        return catchThrowableOfType(ProblemException.class, () -> fail(address, name));
    }

    private static Uni<SecurityIdentity> wrong() {
        return Uni.createFrom().failure(new AuthenticationFailedException());
    }

    private SecurityIdentity await(FailedLogins limited, String address, String name, Uni<SecurityIdentity> answer) {
        return limited.limit(Login.of(address, Optional.of(name)), () -> {
                    judged++;
                    return answer;
                })
                .await()
                .indefinitely();
    }

    private double count(String meter) {
        return meters.get(meter).counter().count();
    }

    private FailedLogins logins(int most) {
        return new FailedLogins(
                new AccessConfig() {
                    @Override
                    public Optional<String> bootstrapKey() {
                        return Optional.empty();
                    }

                    @Override
                    public Duration cacheTtl() {
                        return Duration.ZERO;
                    }

                    @Override
                    public int maxFailures() {
                        return most;
                    }

                    @Override
                    public Duration failureWindow() {
                        return Duration.ofMinutes(1);
                    }
                },
                clock,
                meters);
    }
}
