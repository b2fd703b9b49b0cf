package dev.hearken.registry.listener;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RawHttp;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

/** What happens to the rest when somebody has laid hands on the database. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
class BrokenRowTest {
    @TestHTTPResource(value = "/", management = true)
    URI management;

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    void isAnsweredWithAProblemThatTellsNothingButAnId() throws Exception {
        // given
        String id = Api.created("to be broken");
        execute("update listener set definition = '{\"name\": 7, \"canary\": \"inside\"}' where id = ?", id);

        // when
        Response response = Api.get(id);

        // then
        response.then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("type", equalTo("https://hearken.dev/problems/internal-error"))
                .body("errorId", matchesPattern("[0-9a-f]{16}"));
        assertThat(response.asString()).doesNotContain("canary", "Exception", "definition", "dev.hearken.registry");
        execute("delete from listener where id = ?", id);
    }

    @Test
    void doesNotKeepTheOthersFromBeingPublished() throws Exception {
        // given
        String broken = Api.created("broken for the relay");
        execute("update listener set definition = '{}', revision = 9 where id = ?", broken);
        execute("update catalog_outbox set revision = 9, published_revision = 0 where object_id = ?", broken);

        // when
        String whole = Api.created("whole");

        // then
        await().untilAsserted(() -> assertThat(dirty(whole)).isFalse());
        assertThat(dirty(broken)).isTrue();
        execute("delete from listener where id = ?", broken);
        execute("delete from catalog_outbox where object_id = ?", broken);
    }

    @Test
    void wouldShowInTheMetrics() throws Exception {
        // given
        String id = Api.created("measured");
        await().untilAsserted(() -> assertThat(dirty(id)).isFalse());

        // when
        String numbers = RawHttp.exchange(management, RawHttp.request("GET", "/q/metrics"));

        // then
        assertThat(numbers)
                .contains("hearken_outbox_dirty ")
                .contains("hearken_outbox_oldest_age_seconds ")
                .contains("hearken_outbox_relay_active 1.0")
                .contains("hearken_outbox_failures_total ")
                .contains("hearken_outbox_differences_total{difference=\"newer\"}")
                .containsPattern("hearken_outbox_published_total [1-9]")
                .doesNotContain(Keys.ADMIN);
    }

    private static boolean dirty(String id) throws SQLException {
        try (var connection = Api.database().getConnection();
                var query = connection.prepareStatement(
                        "select published_revision < revision from catalog_outbox where object_id = ?")) {
            query.setString(1, id);
            try (var result = query.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private static void execute(String sql, String id) throws SQLException {
        try (var connection = Api.database().getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
    }
}
