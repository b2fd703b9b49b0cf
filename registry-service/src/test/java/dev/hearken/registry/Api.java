package dev.hearken.registry;

import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.spi.CDI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import javax.sql.DataSource;

import static io.restassured.config.EncoderConfig.encoderConfig;
import static io.restassured.config.RedirectConfig.redirectConfig;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.is;

/** The API as the tests use it. */
public final class Api {
    public static final String LISTENERS = "/v1/listeners";

    private Api() {}

    /** A request with a key. */
    public static RequestSpecification as(String key) {
        return plain().header("Authorization", "Bearer " + key);
    }

    /** A request without a key. */
    public static RequestSpecification plain() {
        return RestAssured.given()
                .config(RestAssuredConfig.config()
                        .encoderConfig(encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false))
                        .redirect(redirectConfig().followRedirects(false)));
    }

    /** A minimal listener. */
    public static String listener(String name) {
        return """
                {"name": "%s", "callback": {"type": "http", "url": "https://hooks.example.com/run"}}""".formatted(name);
    }

    public static Response create(String body) {
        return as(Keys.EDITOR).contentType(ContentType.JSON).body(body).post(LISTENERS);
    }

    /** Creates a minimal listener and returns its id. */
    public static String created(String name) {
        return create(listener(name)).then().statusCode(201).extract().path("id");
    }

    public static Response get(String id) {
        return as(Keys.VIEWER).get(LISTENERS + "/" + id);
    }

    public static Response put(String id, String body) {
        return as(Keys.EDITOR).contentType(ContentType.JSON).body(body).put(LISTENERS + "/" + id);
    }

    public static Response patch(String id, String body) {
        return as(Keys.EDITOR)
                .contentType("application/merge-patch+json")
                .body(body)
                .patch(LISTENERS + "/" + id);
    }

    /** Gives a variable, or a secret, a value: {@code variables/<name>} or {@code secrets/<name>}. */
    public static void putValue(String path, String value) {
        as(Keys.EDITOR)
                .contentType(ContentType.JSON)
                .body("{\"value\": \"" + value + "\"}")
                .put("/v1/" + path)
                .then()
                .statusCode(anyOf(is(200), is(201)));
    }

    /** Puts the keys other than the bootstrap key into the database. */
    public static void installKeys() {
        try (Connection connection = database().getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into api_key (id, tenant, roles, secret_sha256, bootstrap, created_at)
                        values (?, ?, ?, ?, false, ?) on conflict do nothing
                        """)) {
            for (var row : Keys.ROWS.entrySet()) {
                insert.setString(1, row.getKey());
                insert.setString(2, row.getValue()[0]);
                insert.setString(3, row.getValue()[1]);
                insert.setBytes(4, sha256(Keys.secret(row.getKey())));
                insert.setTimestamp(5, Timestamp.from(Instant.EPOCH));
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The registry's database. */
    public static DataSource database() {
        return CDI.current().select(DataSource.class).get();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
