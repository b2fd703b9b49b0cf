package dev.hearken.registry.tenancy;

import dev.hearken.test.TestBackends;
import dev.hearken.test.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The registry's user need be no superuser. */
class MigrationTest {
    private static final String PASSWORD = "for-this-test";

    private final TestDatabase database = TestBackends.shared().newDatabase();
    private final String user =
            "plain_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    @BeforeEach
    void userWithoutRights() throws SQLException {
        String name = database.jdbcUrl().replaceAll(".*/|\\?.*", "");
        asAdministrator("create role " + user + " login password '" + PASSWORD + "'");
        asAdministrator("alter database " + name + " owner to " + user);
        asAdministrator("""
                do $$ begin
                  create role hearken_tenant nologin;
                exception when duplicate_object or unique_violation then null;
                end $$
                """);
    }

    @Test
    void leavesAUserWithoutRightsConfinedInATenantsTransaction() throws SQLException {
        // given
        asAdministrator("grant hearken_tenant to " + user);
        migrate();
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("""
                    insert into api_key (id, tenant, roles, secret_sha256, bootstrap, created_at)
                    values ('mine', 'a', 'viewer', sha256('x'), false, now()), ('theirs', 'b', 'viewer', sha256('x'), false, now())
                    """);

            // when
            connection
                    .createStatement()
                    .execute(
                            "select set_config('hearken.tenant', 'a', true), set_config('role', 'hearken_tenant', true)");

            // then
            try (ResultSet rows = connection.createStatement().executeQuery("select id from api_key")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("mine");
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void saysWhatAnAdministratorHasToDo() {
        assertThatThrownBy(this::migrate)
                .hasMessageContaining("create role hearken_tenant nologin; grant hearken_tenant to " + user);
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), user, PASSWORD)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), user, PASSWORD);
    }

    private void asAdministrator(String sql) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            connection.createStatement().execute(sql);
        }
    }
}
