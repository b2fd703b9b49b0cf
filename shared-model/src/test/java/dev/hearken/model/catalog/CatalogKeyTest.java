package dev.hearken.model.catalog;

import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogKeyTest {
    private static final String ID = "01JDXYZABCDEFGHJKMNPQRSTVW";

    @Test
    void readsWhatItWrote() {
        // given
        CatalogKey key = CatalogKey.of(new TenantId("acme"), new ListenerId(ID));

        // when
        Optional<CatalogKey> read = CatalogKey.parse(key.toString());

        // then
        assertThat(key).hasToString("acme/listener/" + ID);
        assertThat(read).contains(key);
    }

    @Test
    void readsNamesOfVariablesAndSecrets() {
        // given
        VariableName name = new VariableName("airflow_host-2");
        CatalogKey variable = CatalogKey.ofVariable(new TenantId("acme"), name);
        CatalogKey secret = CatalogKey.ofSecret(new TenantId("acme"), name);

        // when
        Optional<CatalogKey> readVariable = CatalogKey.parse("acme/variable/airflow_host-2");
        Optional<CatalogKey> readSecret = CatalogKey.parse("acme/secret/airflow_host-2");

        // then
        assertThat(readVariable).contains(variable);
        assertThat(readSecret).contains(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "acme/listener",
                "acme/listener/",
                "acme/future/" + ID,
                "acme/secret/9x",
                "acme/variable/",
                "acme/variable/a.b",
                "acme/Listener/" + ID,
                "ACME/listener/" + ID,
                "/listener/" + ID,
                "acme/listener/" + ID + "/",
                "acme/listener/" + ID + "/x",
                "/acme/listener/" + ID,
                "acme/listener/x",
                "acme/listener/" + ID + "\n"
            })
    void knowsNoOtherForm(String text) {
        // when
        Optional<CatalogKey> read = CatalogKey.parse(text);

        // then
        assertThat(read).isEmpty();
    }
}
