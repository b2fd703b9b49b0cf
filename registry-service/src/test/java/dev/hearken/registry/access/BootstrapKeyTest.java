package dev.hearken.registry.access;

import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class BootstrapKeyTest {
    private static final ApiKeyToken CONFIGURED = BootstrapKey.token(Keys.ADMIN);
    private static final ApiKeyToken REPLACEMENT = BootstrapKey.token("hk_next_" + "y".repeat(32));

    @Inject
    ApiKeyRepository keys;

    @Inject
    Clock clock;

    @AfterEach
    void restore() {
        keys.replaceBootstrapKey(CONFIGURED, clock.instant());
    }

    @Test
    void isAnAdminOfTheDefaultTenant() {
        // when
        ApiKey key = keys.find("admin").orElseThrow();

        // then
        assertThat(key.roles()).isEqualTo(Set.of(Role.ADMIN));
        assertThat(key.tenant()).hasToString("default");
        assertThat(key.accepts(CONFIGURED, clock.instant())).isTrue();
    }

    @Test
    void replacesTheOneBefore() {
        // when
        keys.replaceBootstrapKey(REPLACEMENT, clock.instant());

        // then
        assertThat(keys.find("admin")).isEmpty();
        assertThat(keys.find("next").orElseThrow().accepts(REPLACEMENT, clock.instant()))
                .isTrue();
    }

    @Test
    void isGoneWhenNoneIsConfigured() {
        // when
        keys.removeBootstrapKey();

        // then
        assertThat(keys.find("admin")).isEmpty();
    }

    @Test
    void canGetAnotherSecretUnderTheSameId() {
        // given
        ApiKeyToken renewed = BootstrapKey.token("hk_admin_" + "z".repeat(32));

        // when
        keys.replaceBootstrapKey(renewed, clock.instant());

        // then
        ApiKey key = keys.find("admin").orElseThrow();
        assertThat(key.accepts(renewed, clock.instant())).isTrue();
        assertThat(key.accepts(CONFIGURED, clock.instant())).isFalse();
    }
}
