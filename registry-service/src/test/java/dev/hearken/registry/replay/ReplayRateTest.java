package dev.hearken.registry.replay;

import dev.hearken.model.topic.Topics;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.registry.replay.ReplayLeases.Lease;
import dev.hearken.test.TestBackends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The rate of a tenant's replays together. The instance works on none by itself: the test does what instances do. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
@TestProfile(ReplayRateTest.Slow.class)
class ReplayRateTest {
    private static final String REPLAYS = "/v1/replays";
    private static final int QUOTA = 12;

    private final EventLog log = new EventLog(TestBackends.shared().bootstrapServers());
    private final String mark = "q" + UUID.randomUUID().toString().substring(0, 8);
    private final Instant now = Instant.now();
    private final List<String> replays = new ArrayList<>();

    @Inject
    ReplayLeases leases;

    @Inject
    ReplayParts parts;

    public static final class Slow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "registry.replay.max-running", "0",
                    "registry.quota.replays", "10",
                    "registry.quota.replay-rate", Integer.toString(QUOTA));
        }
    }

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @AfterEach
    void stopAll() {
        replays.forEach(id -> {
            Api.as(Keys.OPERATOR).delete(REPLAYS + "/" + id);
            Api.as(Keys.OTHER_TENANT).delete(REPLAYS + "/" + id);
        });
    }

    @Test
    void isDividedAmongThoseThatAreBeingWorkedOn() {
        // given
        created(Keys.OPERATOR, "{\"rate\": 12}");
        created(Keys.OPERATOR, "{\"rate\": 4}");
        created(Keys.OPERATOR, "{\"rate\": 12, \"dryRun\": true}");
        created(Keys.OTHER_TENANT, "{\"rate\": 12}");
        created(Keys.OPERATOR, "{\"rate\": 12}");
        Lease first = leases.take().orElseThrow();
        Lease slow = leases.take().orElseThrow();
        Lease dry = leases.take().orElseThrow();
        Lease foreign = leases.take().orElseThrow();
        Lease last = leases.take().orElseThrow();

        // then
        assertThat(first.perSecond()).isEqualTo(12);
        assertThat(last.perSecond()).isEqualTo(4);
        assertThat(leases.save(first, Progress.NONE)).hasValue(4);
        assertThat(leases.save(slow, Progress.NONE)).hasValue(4);
        assertThat(leases.save(dry, Progress.NONE)).hasValue(12);
        assertThat(leases.save(foreign, Progress.NONE)).hasValue(12);

        // and when
        leases.release(last, Duration.ofHours(1));

        // then
        assertThat(leases.save(first, Progress.NONE)).hasValue(6);

        // and when
        leases.end(slow, Progress.NONE, ReplayState.FINISHED, null);

        // then
        assertThat(leases.save(first, Progress.NONE)).hasValue(12);
        assertThat(leases.save(slow, Progress.NONE)).isEmpty();
    }

    @Test
    void holdsForTwoInstancesTogether() throws Exception {
        // given
        Api.create("""
                {"name": "paced", "selector": {"executions": ["%s"]},
                 "callback": {"type": "http", "url": "https://hooks.example.com/run"}}""".formatted(mark)).then().statusCode(201);
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 0, 36, now.minusSeconds(60));
        String one = created(Keys.OPERATOR, "{\"rate\": 12}");
        String other = created(Keys.OPERATOR, "{\"rate\": 12}");
        Lease mine = leases.take().orElseThrow();
        Lease yours = leases.take().orElseThrow();
        Thread elsewhere = new Thread(new ReplayRun(parts, yours)::run);

        // when
        long begin = System.nanoTime();
        elsewhere.start();
        new ReplayRun(parts, mine).run();
        elsewhere.join();
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);

        // then: 72 at 12 a second; alone each would take three seconds
        assertThat(taken).isGreaterThan(Duration.ofSeconds(4));
        assertThat(log.redeliveries(one)).hasSize(36);
        assertThat(log.redeliveries(other)).hasSize(36);
    }

    @Test
    void isNotExceededByOneThatAsksForMore() {
        // when
        Response fast = replay(Keys.OPERATOR, "{\"rate\": 13}");
        Response usual = replay(Keys.OPERATOR, "{}");

        // then
        assertThat(fast.statusCode()).isEqualTo(422);
        assertThat(fast.jsonPath().getString("errors[0].pointer")).isEqualTo("/rate");
        assertThat(fast.jsonPath().getString("errors[0].detail")).endsWith("from 1 to 12");
        assertThat(usual.jsonPath().getInt("rate")).isEqualTo(12);
        replays.add(usual.path("id"));
    }

    private String created(String key, String body) {
        Response answer = replay(key, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        replays.add(answer.path("id"));
        return answer.path("id");
    }

    private Response replay(String key, String body) {
        return Api.as(key).contentType(ContentType.JSON).body(body).post("/v1/executions/" + mark + "/replay");
    }
}
