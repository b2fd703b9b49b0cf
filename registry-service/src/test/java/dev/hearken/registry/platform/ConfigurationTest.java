package dev.hearken.registry.platform;

import dev.hearken.registry.access.AccessConfig;
import dev.hearken.registry.access.OidcConfig;
import dev.hearken.registry.deliverylog.DeliveryLogConfig;
import dev.hearken.registry.egress.EgressConfig;
import dev.hearken.registry.files.FilesConfig;
import dev.hearken.registry.idempotency.IdempotencyConfig;
import dev.hearken.registry.ingest.IngestConfig;
import dev.hearken.registry.outbox.OutboxConfig;
import dev.hearken.registry.quota.QuotaConfig;
import dev.hearken.registry.redelivery.RedeliveryConfig;
import dev.hearken.registry.replay.ReplayConfig;
import dev.hearken.registry.secret.SecretConfig;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConfigurationTest {
    @Test
    void hasTheseDefaults() {
        // when
        SmallRyeConfig config = config(Map.of("registry.secret.key-ring", "k:…"));

        // then
        HttpConfig http = config.getConfigMapping(HttpConfig.class);
        assertThat(http.maxBodySize().asBigInteger()).isEqualTo(BigInteger.valueOf(256 * 1024));
        assertThat(http.maxIngestSize().asBigInteger()).isEqualTo(BigInteger.valueOf(1024 * 1024));
        AccessConfig access = config.getConfigMapping(AccessConfig.class);
        assertThat(access.bootstrapKey()).isEmpty();
        assertThat(access.cacheTtl()).isEqualTo(Duration.ofSeconds(15));
        assertThat(access.maxFailures()).isEqualTo(60);
        assertThat(access.failureWindow()).isEqualTo(Duration.ofMinutes(1));
        OidcConfig oidc = config.getConfigMapping(OidcConfig.class);
        assertThat(oidc.issuer()).isEmpty();
        assertThat(oidc.audience()).isEmpty();
        assertThat(oidc.tenantClaim()).isEqualTo("tenant");
        assertThat(oidc.rolesClaim()).isEqualTo("roles");
        FilesConfig files = config.getConfigMapping(FilesConfig.class);
        assertThat(files.directory()).isEmpty();
        assertThat(files.pollInterval()).isEqualTo(Duration.ofSeconds(10));
        QuotaConfig quota = config.getConfigMapping(QuotaConfig.class);
        assertThat(quota.listeners()).isEqualTo(10_000);
        assertThat(quota.eventsPerSecond()).isZero();
        assertThat(quota.replays()).isEqualTo(3);
        assertThat(quota.replayRate()).isEqualTo(1000);
        EgressConfig egress = config.getConfigMapping(EgressConfig.class);
        assertThat(egress.allow()).isEmpty();
        assertThat(egress.deniedPorts()).isEmpty();
        assertThat(egress.allowInsecureTls()).isTrue();
        IdempotencyConfig idempotency = config.getConfigMapping(IdempotencyConfig.class);
        assertThat(idempotency.retention()).isEqualTo(Duration.ofHours(24));
        assertThat(idempotency.purgeEvery()).isEqualTo(Duration.ofMinutes(10));
        IngestConfig ingest = config.getConfigMapping(IngestConfig.class);
        assertThat(ingest.ackTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(ingest.anonymous()).isFalse();
        assertThat(ingest.executionsTopic()).isEqualTo("workflow.executions");
        assertThat(ingest.tasksTopic()).isEqualTo("workflow.tasks");
        assertThat(ingest.maxBytes().asBigInteger()).isEqualTo(BigInteger.valueOf(64 * 1024 * 1024));
        assertThat(ingest.maxRequests()).isEqualTo(64);
        OutboxConfig outbox = config.getConfigMapping(OutboxConfig.class);
        assertThat(outbox.pollInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(outbox.batchSize()).isEqualTo(100);
        assertThat(outbox.reconcileEvery()).isEqualTo(Duration.ofMinutes(5));
        assertThat(outbox.allowMassRemoval()).isFalse();
        assertThat(outbox.maxRetryDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(outbox.standbyInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(outbox.transactionalId()).isEqualTo("hearken-registry-relay");
        RedeliveryConfig redelivery = config.getConfigMapping(RedeliveryConfig.class);
        assertThat(redelivery.ackTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(redelivery.readTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(redelivery.bulkTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(redelivery.testTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(redelivery.maxBytes().asBigInteger()).isEqualTo(BigInteger.valueOf(32 * 1024 * 1024));
        DeliveryLogConfig deliveryLog = config.getConfigMapping(DeliveryLogConfig.class);
        assertThat(deliveryLog.group()).isEqualTo("hearken-registry-delivery-log");
        assertThat(deliveryLog.batchSize()).isEqualTo(1000);
        assertThat(deliveryLog.retention()).isEqualTo(Duration.ofDays(30));
        assertThat(deliveryLog.maintenanceInterval()).isEqualTo(Duration.ofHours(1));
        ReplayConfig replay = config.getConfigMapping(ReplayConfig.class);
        assertThat(replay.topics()).containsExactly("workflow.executions", "workflow.tasks");
        assertThat(replay.formats()).isEmpty();
        assertThat(replay.defaultRate()).isEqualTo(50);
        assertThat(replay.maxRate()).isEqualTo(1000);
        assertThat(replay.maxRange()).isEqualTo(Duration.ofDays(31));
        assertThat(replay.maxRunning()).isEqualTo(4);
        assertThat(replay.pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(replay.lease()).isEqualTo(Duration.ofSeconds(15));
        assertThat(replay.retention()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void wantsAKeyRing() {
        assertThatThrownBy(() -> config(Map.of()))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("registry.secret.key-ring");
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverter(io.quarkus.runtime.configuration.MemorySize.class, 200, new MemorySizeConverter())
                .withMapping(HttpConfig.class)
                .withMapping(AccessConfig.class)
                .withMapping(OidcConfig.class)
                .withMapping(FilesConfig.class)
                .withMapping(QuotaConfig.class)
                .withMapping(EgressConfig.class)
                .withMapping(IdempotencyConfig.class)
                .withMapping(IngestConfig.class)
                .withMapping(OutboxConfig.class)
                .withMapping(DeliveryLogConfig.class)
                .withMapping(RedeliveryConfig.class)
                .withMapping(ReplayConfig.class)
                .withMapping(SecretConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }
}
