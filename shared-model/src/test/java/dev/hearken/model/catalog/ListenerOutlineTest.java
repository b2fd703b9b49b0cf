package dev.hearken.model.catalog;

import dev.hearken.Seeded;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.RandomDefinitions;
import dev.hearken.secret.EncryptedSecret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerOutlineTest {
    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void saysWhatTheWholeRecordSays() {
        Random random = Seeded.random(ListenerOutlineTest.class);
        RandomDefinitions definitions = new RandomDefinitions(random);
        for (int i = 0; i < 1_000; i++) {
            // given
            ListenerDefinition definition = definitions.next();
            byte[] value = CatalogRecord.write(new Listener(
                    TenantId.DEFAULT,
                    new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"),
                    1 + random.nextInt(100),
                    random.nextBoolean(),
                    definition,
                    new EncryptedSecret("v1:k1:AAECAwQFBgcICQoL")));

            // when
            var outline = ListenerOutline.read(value);

            // then
            assertThat(outline).hasValueSatisfying(read -> {
                assertThat(read.selector()).isEqualTo(definition.selector());
                assertThat(read.enabled()).isEqualTo(definition.enabled());
                assertThat(read.revision()).isBetween(1L, 100L);
            });
        }
    }

    @Test
    void readsThePartsInAnyOrderAndPassesOverTheOthers() {
        // when
        var outline = ListenerOutline.read(bytes(
                "{'x': {'revision': 9}, 'definition': {'y': [{'enabled': true}], 'selector': {'events': ['task.failed'], 'z': 1},"
                        + " 'enabled': false}, 'revision': 7}"));

        // then
        assertThat(outline).hasValueSatisfying(read -> {
            assertThat(read.revision()).isEqualTo(7);
            assertThat(read.enabled()).isFalse();
            assertThat(read.selector().events()).isEqualTo(List.of("task.failed"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "{}",
                "{'revision': 1, 'definition': {'enabled': true}}",
                "{'revision': 1, 'definition': {'selector': {}}}",
                "{'revision': 1, 'definition': 'selector'}",
                "{'revision': 0, 'definition': {'enabled': true, 'selector': {}}}",
                "{'revision': '1', 'definition': {'enabled': true, 'selector': {}}}",
                "{'revision': 99999999999999999999, 'definition': {'enabled': true, 'selector': {}}}",
                "{'revision': 1, 'definition': {'enabled': 'yes', 'selector': {}}}",
                "{'revision': 1, 'definition': {'enabled': true, 'selector': []}}",
                "{'revision': 1, 'definition': {'enabled': true, 'selector': {'events': ['cron']}}}",
                "{'revision': 1, 'definition': {'enabled': true, 'selector': {'workflows': [''"
            })
    void isNoneWhereAPartIsMissingOrUnreadable(String json) {
        assertThat(ListenerOutline.read(bytes(json))).isEmpty();
    }

    @Test
    void neverThrowsOnWhatIsCutOffOrDamaged() {
        Random random = Seeded.random(ListenerOutlineTest.class);
        byte[] whole = bytes("{'revision': 1, 'definition': {'enabled': true, 'selector': {'workflows': ['a']}}}");
        for (int i = 0; i < 10_000; i++) {
            // given
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }

            // when
            var outline = ListenerOutline.read(damaged);

            // then
            assertThat(outline)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isEmpty(),
                            some -> assertThat(some)
                                    .hasValueSatisfying(
                                            read -> assertThat(read.revision()).isPositive()));
        }
    }
}
