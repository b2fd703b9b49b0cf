package dev.hearken.registry.access;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RoleTest {
    @ParameterizedTest
    @CsvSource({
        "VIEWER, viewer",
        "EDITOR, editor viewer",
        "OPERATOR, operator viewer",
        "ADMIN, admin editor operator viewer",
    })
    void includesOthers(Role role, String names) {
        assertThat(Role.expand(Set.of(role))).containsExactlyInAnyOrder(names.split(" "));
    }

    @Test
    void addsUpWhenThereAreSeveral() {
        assertThat(Role.expand(Set.of(Role.EDITOR, Role.OPERATOR)))
                .containsExactlyInAnyOrder("editor", "operator", "viewer");
    }
}
