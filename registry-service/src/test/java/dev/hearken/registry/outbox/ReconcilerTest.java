package dev.hearken.registry.outbox;

import dev.hearken.registry.outbox.Reconciler.Difference;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReconcilerTest {
    @ParameterizedTest(name = "row {0} dirty={1} deleted={2}, topic {3}: {4}")
    @CsvSource({
        "4, false, false, 4,  ",
        "4, false, false,  ,  MISSING",
        "4, false, false, -1, MISSING",
        "4, false, false, 3,  OLDER",
        "4, false, false, 5,  NEWER",
        "4, true,  false, 5,  NEWER",
        "4, true,  false, 3,  ",
        "4, true,  false,  ,  ",
        "4, true,  true,  3,  ",
        "4, true,  true,  9,  ",
    })
    void tellsHowAnObjectDiffers(long revision, boolean dirty, boolean deleted, Long shown, Difference difference) {
        assertThat(Reconciler.difference(revision, dirty, deleted, Optional.ofNullable(shown)))
                .isEqualTo(Optional.ofNullable(difference));
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({"49, 49, false", "50, 50, true", "50, 250, false", "51, 250, true", "1000, 10000, false", "0, 0, false"
    })
    void tellsLeftoversFromAForeignDatabase(int unknown, int shown, boolean mass) {
        assertThat(Reconciler.isMassRemoval(unknown, shown)).isEqualTo(mass);
    }
}
