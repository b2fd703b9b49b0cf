package dev.hearken.system;

import dev.hearken.system.Ledger.Pair;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The ledger of the system tests can fail. */
class LedgerTest {
    private static final Set<Pair> EXPECTED = Set.of(new Pair("L1", "e1"), new Pair("L1", "e2"));

    @Test
    void isSatisfiedWhenEachPairArrivedAndNothingElse() {
        // given
        List<Arrival> arrivals =
                List.of(arrival("e1", "a", "id1", 200), arrival("e2", "b", "id2", 503), arrival("e2", "b", "id2", 200));

        // when
        List<String> faults = Ledger.faults(EXPECTED, arrivals);

        // then
        assertThat(faults).isEmpty();
        assertThat(Ledger.duplicates(arrivals)).isZero();
    }

    @Test
    void namesWhatIsMissingUnexpectedOrChanged() {
        // given
        List<Arrival> arrivals = List.of(
                arrival("e1", "a", "id1", 200),
                arrival("e1", "A", "id1", 200),
                arrival("e1", "a", "other", 200),
                arrival("e2", "b", "id2", 503),
                arrival("e3", "c", "id3", 200));

        // when
        List<String> faults = Ledger.faults(EXPECTED, arrivals);

        // then
        assertThat(faults)
                .containsExactlyInAnyOrder(
                        "missing Pair[listener=L1, event=e2]",
                        "unexpected Pair[listener=L1, event=e3]",
                        "several ids for Pair[listener=L1, event=e1]",
                        "several bodies for Pair[listener=L1, event=e1]");
        assertThat(Ledger.duplicates(arrivals)).isEqualTo(2);
    }

    private static Arrival arrival(String event, String body, String id, int answered) {
        Map<String, List<String>> headers = Map.of(
                "X-Hearken-Listener", List.of("L1"), "X-Hearken-Event", List.of(event), "webhook-id", List.of(id));
        return new Arrival(Instant.EPOCH, "/", HttpHeaders.of(headers, (n, v) -> true), body, answered);
    }
}
