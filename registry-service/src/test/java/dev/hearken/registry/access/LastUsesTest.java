package dev.hearken.registry.access;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class LastUsesTest {
    @Inject
    LastUses uses;

    @Test
    void tellWhenAKeyWasUsedToTheMinute() {
        // given
        Response created = Api.as(Keys.ADMIN)
                .contentType(ContentType.JSON)
                .body("{\"name\": \"used\", \"roles\": [\"viewer\"]}")
                .post("/v1/api-keys");
        String path = created.header("Location");
        String key = created.path("key");
        Api.as("hk_" + created.path("id") + "_" + "x".repeat(43))
                .get(Api.LISTENERS)
                .then()
                .statusCode(401);
        uses.store();
        Api.as(Keys.ADMIN).get(path).then().body("lastUsedAt", nullValue());

        // when
        Api.as(key).get(Api.LISTENERS).then().statusCode(200);
        uses.store();

        // then
        Instant lastUse = Instant.parse(Api.as(Keys.ADMIN).get(path).path("lastUsedAt"));
        assertThat(lastUse.getEpochSecond() % 60).isZero();
        assertThat(lastUse).isCloseTo(Instant.now(), within(Duration.ofMinutes(2)));
    }
}
