package dev.hearken.model.delivery;

import dev.hearken.Seeded;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeliveryIdTest {
    private static final ListenerId LISTENER = new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW");

    /** Computed by another program (Python's hashlib and base64): they must never change. */
    @ParameterizedTest
    @CsvSource({
        "default, /engines/a, e-1, msg_3tl2y7oc3t3n3lrsirxnbaswfg",
        "acme, https://engine.example.com/a?b=c, a.b\0c, msg_fwfnpa2lskhjmszzsp7r7dxk37",
        "acme, urn:x, übung 😀, msg_mbyjqmbio62aib2nlbuerevhbu"
    })
    void followsFromWhatIsDeliveredToWhom(String tenant, String source, String eventId, String expected) {
        // when
        DeliveryId id = DeliveryId.of(new TenantId(tenant), source, eventId, LISTENER);

        // then
        assertThat(id).hasToString(expected);
    }

    @Test
    void takesAnEventIdOfAnyLength() {
        // when
        DeliveryId id = DeliveryId.of(new TenantId("acme"), "urn:x", "x".repeat(10_240), LISTENER);

        // then
        assertThat(id).hasToString("msg_qyxnnpshj6x7pqcomcpfqerr6i");
    }

    @Test
    void differsWhenTextMovesFromOneFieldToAnother() {
        // given
        List<String[]> parts = List.of(
                new String[] {"ab", "c", "d"},
                new String[] {"a", "bc", "d"},
                new String[] {"a", "b", "cd"},
                new String[] {"abc", "", "d"},
                new String[] {"abc", "d", ""},
                new String[] {"a", "", "bcd"},
                new String[] {"a", "bcd", ""},
                new String[] {"a", "b\0c", "d"},
                new String[] {"a", "b", "\0cd"},
                new String[] {"a", "b\0", "cd"});

        // when
        Set<DeliveryId> ids = new HashSet<>();
        parts.forEach(part -> ids.add(DeliveryId.of(new TenantId(part[0]), part[1], part[2], LISTENER)));

        // then
        assertThat(ids).hasSameSizeAs(parts);
    }

    @Test
    void isTheSameOnlyForTheSamePartsOnRandomInput() {
        // given
        Random random = Seeded.random(DeliveryIdTest.class);
        Map<DeliveryId, String> seen = new HashMap<>();
        for (int round = 0; round < 20_000; round++) {
            String tenant = "ab".substring(random.nextInt(2)) + "-b".substring(random.nextInt(3));
            String source = text(random);
            String event = text(random);

            // when
            DeliveryId id = DeliveryId.of(new TenantId(tenant), source, event, LISTENER);

            // then
            String parts = tenant.length() + tenant + source.length() + source + event;
            assertThat(seen.merge(id, parts, (before, now) -> before)).isEqualTo(parts);
            assertThat(id.value()).matches("msg_[a-z2-7]{26}");
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(4), 0, 4)
                .mapToObj(i -> List.of("a", "b", "\0", "é").get(i))
                .reduce("", String::concat);
    }

    @Test
    void differsForAnotherListener() {
        // given
        TenantId tenant = TenantId.DEFAULT;

        // when
        DeliveryId one = DeliveryId.of(tenant, "/e", "1", new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"));
        DeliveryId other = DeliveryId.of(tenant, "/e", "1", new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVX"));

        // then
        assertThat(one).isNotEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "msg_",
                "msg_3tl2y7oc3t3n3lrsirxnbaswf",
                "msg_3tl2y7oc3t3n3lrsirxnbaswfgg",
                "msg_3TL2Y7OC3T3N3LRSIRXNBASWFG",
                "msg_1tl2y7oc3t3n3lrsirxnbaswfg",
                "3tl2y7oc3t3n3lrsirxnbaswfgmsg_",
                "msg_3tl2y7oc3t3n3lrsirxnbaswf."
            })
    void refusesAnyOtherForm(String text) {
        // when / then
        assertThatThrownBy(() -> new DeliveryId(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
