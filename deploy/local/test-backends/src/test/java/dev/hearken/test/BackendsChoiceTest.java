package dev.hearken.test;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BackendsChoiceTest {
    private final DockerEngine none = new DockerEngine(List.of());

    @Test
    void isLocalWithoutAnEngine() {
        assertThat(BackendsChoice.of("", none)).isEqualTo(BackendsChoice.LOCAL);
    }

    @Test
    void followsAWish() {
        assertThat(BackendsChoice.of("local", none)).isEqualTo(BackendsChoice.LOCAL);
    }

    @Test
    void failsWhenContainersAreDemandedAndNoEngineAnswers() {
        assertThatThrownBy(() -> BackendsChoice.of("containers", none))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Docker engine answers");
    }

    @Test
    void refusesAnUnknownWish() {
        assertThatThrownBy(() -> BackendsChoice.of("podman", none))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("neither local nor containers");
    }
}
