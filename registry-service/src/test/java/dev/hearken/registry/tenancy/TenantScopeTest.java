package dev.hearken.registry.tenancy;

import dev.hearken.model.TenantId;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

/** Threats E6 and H13: what a query leaves out, the database adds. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
class TenantScopeTest {
    private static final TenantId OTHER = new TenantId("other");

    @Inject
    TenantScope scope;

    @Inject
    EntityManager database;

    @BeforeEach
    void rows() {
        Api.installKeys();
        Api.putValue("variables/scoped", "x");
        Api.create("""
                        {"name": "mine", "callback": {"type": "http", "url": "https://hooks.example.com/${{variables.scoped}}"}}""").then().statusCode(201);
        Api.as(Keys.OTHER_TENANT)
                .contentType(ContentType.JSON)
                .body(Api.listener("theirs"))
                .post(Api.LISTENERS)
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @Threat({"E6", "H13"})
    @ValueSource(strings = {"listener", "variable", "catalog_outbox", "listener_reference", "api_key", "audit"})
    void showsNothingForeignToAQueryWithoutATenant(String table) {
        // given
        assertThat(tenants(table)).contains("default");

        // when
        List<String> seen = QuarkusTransaction.requiringNew().call(() -> {
            scope.enter(OTHER, "test");
            return tenants(table);
        });

        // then
        assertThat(seen).isSubsetOf("other");
    }

    @Test
    void showsItsOwnRows() {
        assertThat(QuarkusTransaction.requiringNew().<List<String>>call(() -> {
                    scope.enter(OTHER, "test");
                    return tenants("listener");
                }))
                .containsExactly("other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update listener set paused = true where tenant = 'default'",
                "delete from listener where tenant = 'default'",
                "delete from api_key where tenant = 'default'",
            })
    void changesNothingForeign(String sql) {
        assertThat(QuarkusTransaction.requiringNew().<Integer>call(() -> {
                    scope.enter(OTHER, "test");
                    return database.createNativeQuery(sql).executeUpdate();
                }))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into variable (tenant, kind, name, revision, value, created_at, updated_at, updated_by)"
                        + " values ('default', 'variable', 'planted', 1, 'x', now(), now(), 'x')",
                "update listener set tenant = 'default'",
                "drop table listener",
                "alter table listener disable row level security",
                "select * from flyway_schema_history",
            })
    void refusesWhatWouldReachBeyondTheTenant(String sql) {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    scope.enter(OTHER, "test");
                    database.createNativeQuery(sql).executeUpdate();
                }))
                .rootCause()
                .extracting(Throwable::getMessage, STRING)
                .containsAnyOf("permission denied", "must be owner", "row-level security");
    }

    @Test
    void endsWithTheTransaction() {
        // given
        QuarkusTransaction.requiringNew().run(() -> scope.enter(OTHER, "test"));

        // when
        List<String> seen = tenants("listener");

        // then
        assertThat(seen).contains("default", "other");
    }

    @Test
    void servesOneTenantOnly() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    scope.enter(OTHER, "test");
                    scope.enter(TenantId.DEFAULT, "test");
                }))
                .hasMessageContaining("one tenant");
    }

    @Test
    void needsATransaction() {
        assertThatThrownBy(() -> scope.enter(OTHER, "test")).isInstanceOf(RuntimeException.class);
    }

    /** A table that a migration adds must call guard_tenants(). */
    @Test
    @Threat("E6")
    void guardsEveryTableWithATenant() {
        assertThat(strings("""
                        select c.relname from pg_class c
                        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                          and not c.relispartition and not (c.relrowsecurity and exists (
                            select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_tenant'))
                        """)).isEmpty();
    }

    private List<String> tenants(String table) {
        return strings("select distinct tenant from " + table + " order by tenant");
    }

    @SuppressWarnings("unchecked")
    private List<String> strings(String sql) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> database.createNativeQuery(sql, String.class).getResultList());
    }
}
