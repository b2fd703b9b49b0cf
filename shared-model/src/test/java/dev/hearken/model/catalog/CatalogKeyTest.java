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
        CatalogKey key = new CatalogKey(new TenantId("acme"), new ListenerId(ID));

        // when
        Optional<CatalogKey> read = CatalogKey.parse(key.toString());

        // then
        assertThat(key).hasToString("acme/listener/" + ID);
        assertThat(read).contains(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "acme/listener",
                "acme/listener/",
                "acme/secret/" + ID,
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
