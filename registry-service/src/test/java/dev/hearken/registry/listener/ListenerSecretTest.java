package dev.hearken.registry.listener;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.signing.SigningKey;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class ListenerSecretTest {
    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    @Threat({"D4", "H1"})
    void isShownOnceAndHintedAtAfterwards() {
        // given
        String id = Api.created("secretive");

        // when
        Response first = secret(id);
        Response second = secret(id);

        // then
        String secret = first.path("secret");
        assertThat(SigningKey.parse(secret).bytes()).hasSize(32);
        first.then().statusCode(200).header("Cache-Control", "no-store").body("$", not(hasKey("hint")));
        second.then().statusCode(200).body("$", not(hasKey("secret")));
        assertThat(second.<String>path("hint")).isEqualTo("…" + secret.substring(secret.length() - 4));
    }

    @Test
    @Threat("H1")
    void isShownToOneOfManyWhoAskAtOnce() {
        // given
        String id = Api.created("wanted");

        // when
        List<String> secrets = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> secret(id).<String>path("secret"))
                .filter(Objects::nonNull)
                .toList();

        // then
        assertThat(secrets).hasSize(1);
    }

    @Test
    void isAnotherOneForEachListener() {
        assertThat(secret(Api.created("one")).<String>path("secret"))
                .isNotEqualTo(secret(Api.created("two")).<String>path("secret"));
    }

    @Test
    void survivesAHeadRequest() {
        // given
        String id = Api.created("head");

        // when
        Response head = Api.as(Keys.EDITOR).head(Api.LISTENERS + "/" + id + "/secret");

        // then
        head.then().statusCode(405).header("Allow", "GET");
        assertThat(secret(id).<String>path("secret")).startsWith("whsec_");
    }

    @Test
    void staysTheSameThroughChanges() {
        // given
        String id = Api.created("steady");
        String secret = secret(id).path("secret");

        // when
        Api.patch(id, "{\"name\": \"changed\"}");

        // then
        assertThat(secret(id).<String>path("hint")).isEqualTo("…" + secret.substring(secret.length() - 4));
    }

    @Test
    @Threat("H5")
    void standsInTheTableOnlyEncrypted() throws Exception {
        // given
        String id = Api.created("stored");
        String secret = secret(id).path("secret");
        String key = secret.substring("whsec_".length());

        // when
        StringBuilder row = new StringBuilder();
        try (var connection = Api.database().getConnection();
                var query = connection.prepareStatement("select row_to_json(l)::text from listener l where id = ?")) {
            query.setString(1, id);
            try (var result = query.executeQuery()) {
                result.next();
                row.append(result.getString(1));
            }
        }

        // then
        assertThat(row.toString()).contains("\"signing_secret\":\"v1:test:").doesNotContain(key);
    }

    private static Response secret(String id) {
        return Api.as(Keys.EDITOR).get(Api.LISTENERS + "/" + id + "/secret");
    }
}
