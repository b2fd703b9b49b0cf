package dev.hearken.registry.quota;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.NarrowLimits;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

@QuarkusTest
@WithTestResource(RegistryResource.class)
@TestProfile(NarrowLimits.class)
class QuotaTest {
    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    @Threat("D17")
    void letsATenantHaveSoManyListenersAndNoMoreAlsoAtOnce() throws Exception {
        // given
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> creations = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            creations.add(() -> Api.create(Api.listener("many")).statusCode());
        }

        // when
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> creation : clients.invokeAll(creations)) {
            statuses.add(creation.get());
        }
        clients.shutdown();

        // then
        assertThat(statuses).containsOnly(201, 429);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(5);
        Api.create(Api.listener("one more"))
                .then()
                .statusCode(429)
                .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                .contentType("application/problem+json")
                .body("type", equalTo("https://hearken.dev/problems/quota-exceeded"));
        Api.as(Keys.OTHER_TENANT)
                .contentType(ContentType.JSON)
                .body(Api.listener("theirs"))
                .post(Api.LISTENERS)
                .then()
                .statusCode(201);
    }

    @Test
    @Threat("D17")
    void letsATenantSendSoManyEventsASecond() {
        // when
        List<Response> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(Api.as(Keys.EDITOR)
                    .contentType("application/cloudevents+json")
                    .body("""
                            {"specversion": "1.0", "id": "q-%d", "source": "/q", "type": "execution.succeeded",
                             "data": {"workflow": {"name": "q"}, "execution": {"id": "e-q"}}}""".formatted(i))
                    .post("/v1/events"));
        }

        // then
        assertThat(answers).extracting(Response::statusCode).contains(202, 429).containsOnly(202, 429);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 429)
                .extracting(answer -> answer.header("Retry-After"))
                .containsOnly("1");
    }
}
