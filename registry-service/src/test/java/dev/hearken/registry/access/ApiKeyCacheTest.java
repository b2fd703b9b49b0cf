package dev.hearken.registry.access;

import dev.hearken.model.TenantId;
import dev.hearken.registry.MovableClock;
import dev.hearken.test.marks.Threat;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApiKeyCacheTest {
    private static final ApiKey KEY =
            new ApiKey("abc1", TenantId.DEFAULT, Set.of(Role.VIEWER), new byte[32], Optional.empty());

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger lookups = new AtomicInteger();

    @Test
    void looksAKeyUpOnceWhileItIsFresh() {
        // given
        ApiKeyCache cache = cache(Duration.ofSeconds(15));

        // when
        find(cache, Optional.of(KEY));
        clock.move(Duration.ofMillis(14_999));
        find(cache, Optional.of(KEY));

        // then
        assertThat(lookups).hasValue(1);
    }

    @Test
    @Threat("E2")
    void forgetsARevokedKeyInTime() {
        // given
        ApiKeyCache cache = cache(Duration.ofSeconds(15));
        find(cache, Optional.of(KEY));

        // when
        clock.move(Duration.ofSeconds(15));
        Optional<ApiKey> found = find(cache, Optional.empty());

        // then
        assertThat(found).isEmpty();
    }

    @Test
    void doesNotRememberUnknownKeys() {
        // given
        ApiKeyCache cache = cache(Duration.ofSeconds(15));
        find(cache, Optional.empty());

        // when
        Optional<ApiKey> found = find(cache, Optional.of(KEY));

        // then
        assertThat(found).contains(KEY);
    }

    @Test
    void refusesToTrustForLongerThanThirtySeconds() {
        assertThatThrownBy(() -> cache(Duration.ofSeconds(31))).hasMessageContaining("registry.access.cache-ttl");
    }

    private Optional<ApiKey> find(ApiKeyCache cache, Optional<ApiKey> answer) {
        return cache.find("abc1", id -> {
            lookups.incrementAndGet();
            return answer;
        });
    }

    private ApiKeyCache cache(Duration ttl) {
        return new ApiKeyCache(
                new AccessConfig() {
                    @Override
                    public Optional<String> bootstrapKey() {
                        return Optional.empty();
                    }

                    @Override
                    public Duration cacheTtl() {
                        return ttl;
                    }

                    @Override
                    public int maxFailures() {
                        return 0;
                    }

                    @Override
                    public Duration failureWindow() {
                        return Duration.ZERO;
                    }
                },
                clock);
    }
}
