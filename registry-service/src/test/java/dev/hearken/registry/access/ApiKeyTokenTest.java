package dev.hearken.registry.access;

import dev.hearken.test.marks.Threat;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApiKeyTokenTest {
    private static final String SECRET = "0123456789abcdefghijklmnopqrstuv";

    @Test
    void readsIdAndSecret() {
        // when
        ApiKeyToken token = ApiKeyToken.parse("hk_abc1_" + SECRET).orElseThrow();

        // then
        assertThat(token.id()).isEqualTo("abc1");
        assertThat(HexFormat.of().formatHex(token.secretHash()))
                .isEqualTo("73337f479fe170d73e53e247f3052e4243cc9c2a0ffa621853d9385c619efb77");
    }

    @Test
    @Threat("H2")
    void neverPrintsItsSecret() {
        assertThat(ApiKeyToken.parse("hk_abc1_" + SECRET).orElseThrow()).hasToString("hk_abc1_…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hk_",
                "hk__0123456789abcdefghijklmnopqrstuv",
                "hk_abc_0123456789abcdefghijklmnopqrstuv",
                "hk_abc1_0123456789abcdefghijklmnopqrstu",
                "HK_abc1_0123456789abcdefghijklmnopqrstuv",
                "hk_abc1_0123456789abcdefghijklmnopqrstuv ",
                " hk_abc1_0123456789abcdefghijklmnopqrstuv",
                "hk_abc1_0123456789abcdefghijklmnopqrstu\n",
                "hk_ab-c_0123456789abcdefghijklmnopqrstuv",
            })
    void refusesAnotherForm(String text) {
        assertThat(ApiKeyToken.parse(text)).isEmpty();
    }

    @Test
    void aMalformedBootstrapKeyStopsTheStartWithoutBeingPrinted() {
        assertThatThrownBy(() -> BootstrapKey.token("hk_admin_tooshortsecret"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("registry.access.bootstrap-key")
                .hasMessageContaining("hk_<id>_<secret>")
                .hasMessageNotContaining("tooshortsecret");
    }
}
