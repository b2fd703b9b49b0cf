package dev.hearken.registry.idempotency;

import dev.hearken.model.TenantId;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class IdempotentCreationTest {
    @Inject
    IdempotencyService idempotency;

    @Inject
    IdempotencyRepository answers;

    @Inject
    Clock clock;

    private final String key = UUID.randomUUID().toString();
    private final String mark = key.substring(0, 8);

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    @Threat("D16")
    void happensOnceAndIsAnsweredTheSameAgain() {
        // when
        Response first = create(Keys.EDITOR, Api.listener(mark));
        Response second = create(Keys.EDITOR, Api.listener(mark));

        // then
        assertThat(second.statusCode()).isEqualTo(first.statusCode()).isEqualTo(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    @Threat("D16")
    void isRefusedForAnotherBody() {
        // given
        create(Keys.EDITOR, Api.listener(mark));

        // when
        Response other = create(Keys.EDITOR, Api.listener(mark + " other"));

        // then
        other.then().statusCode(422).body("type", equalTo("https://hearken.dev/problems/idempotency-key-reused"));
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void isAnotherRequestInAnotherTenant() {
        // given
        String mine = create(Keys.EDITOR, Api.listener(mark)).path("id");

        // when
        Response other = create(Keys.OTHER_TENANT, Api.listener(mark));

        // then
        other.then().statusCode(201);
        assertThat(other.<String>path("id")).isNotEqualTo(mine);
    }

    @Test
    void canBeTriedAgainAfterAFault() {
        // given
        create(Keys.EDITOR, "{}").then().statusCode(422);

        // when
        Response second = create(Keys.EDITOR, Api.listener(mark));

        // then
        second.then().statusCode(201);
    }

    @Test
    @Threat("D16")
    void happensOnceWhenManyAskTogether() {
        // when
        List<Response> responses = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> create(Keys.EDITOR, Api.listener(mark)))
                .toList();

        // then
        assertThat(responses)
                .extracting(Response::statusCode)
                .isSubsetOf(201, 409)
                .contains(201);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void isToldToComeBackWhileTheFirstIsBeingWorkedOn() {
        // given
        IdempotencyKey locked = new IdempotencyKey(TenantId.DEFAULT, key);

        // when
        Response second = QuarkusTransaction.requiringNew().call(() -> {
            assertThat(answers.lock(locked)).isTrue();
            return create(Keys.EDITOR, Api.listener(mark));
        });

        // then
        second.then()
                .statusCode(409)
                .header("Retry-After", "1")
                .body("type", equalTo("https://hearken.dev/problems/request-in-progress"));
        create(Keys.EDITOR, Api.listener(mark)).then().statusCode(201);
    }

    @Test
    void isForgottenAfterItsTime() {
        // given
        create(Keys.EDITOR, Api.listener(mark)).then().statusCode(201);
        QuarkusTransaction.requiringNew()
                .run(() -> answers.update(
                        "expiresAt = ?1 where key = ?2", clock.instant().minus(Duration.ofMillis(1)), key));

        // when
        Response second = create(Keys.EDITOR, Api.listener(mark + " other"));

        // then
        second.then().statusCode(201);
        assertThat(second.header("Idempotency-Replayed")).isNull();
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void leavesNothingBehindAfterItsTime() {
        // given
        create(Keys.EDITOR, Api.listener(mark)).then().statusCode(201);
        QuarkusTransaction.requiringNew()
                .run(() -> answers.update(
                        "expiresAt = ?1 where key = ?2", clock.instant().minus(Duration.ofMillis(1)), key));

        // when
        idempotency.purge();

        // then
        assertThat(QuarkusTransaction.requiringNew().call(() -> answers.count("key", key)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ä"})
    void refusesAKeyThatIsNotVisible(String bad) {
        Api.as(Keys.EDITOR)
                .header("Idempotency-Key", bad)
                .contentType(ContentType.JSON)
                .body(Api.listener(mark))
                .post(Api.LISTENERS)
                .then()
                .statusCode(400);
    }

    private Response create(String apiKey, String body) {
        return Api.as(apiKey)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post(Api.LISTENERS);
    }

    private int count() {
        return Api.as(Keys.VIEWER).get(Api.LISTENERS + "?name=" + mark).path("items.size()");
    }
}
