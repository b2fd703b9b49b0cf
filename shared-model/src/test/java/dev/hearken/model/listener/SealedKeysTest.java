package dev.hearken.model.listener;

import dev.hearken.model.listener.SealedKeys.Previous;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.signing.SignatureScheme;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SealedKeysTest {
    private static final Instant NOW = Instant.parse("2026-01-07T02:14:27Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private static SealedKey key(char last) {
        return new SealedKey(SignatureScheme.V1, new EncryptedSecret("v1:k:AAA" + last));
    }

    private static SealedKeys keys(SealedKey current, Previous... previous) {
        return new SealedKeys(current, List.of(previous));
    }

    @Test
    void putsTheCurrentKeyBeforeThoseOfEarlier() {
        // given
        SealedKeys keys = keys(key('B'), new Previous(key('A'), NOW.plusSeconds(30)));

        // when
        SealedKeys rotated = keys.rotated(key('C'), NOW, LATER);

        // then
        assertThat(rotated)
                .isEqualTo(keys(key('C'), new Previous(key('B'), LATER), new Previous(key('A'), NOW.plusSeconds(30))));
    }

    @Test
    void letsNoKeySignLongerThanTheLastOverlap() {
        // given
        SealedKeys keys = keys(key('B'), new Previous(key('A'), NOW.plusSeconds(3600)));

        // when
        SealedKeys rotated = keys.rotated(key('C'), NOW, LATER);

        // then
        assertThat(rotated.previous()).extracting(Previous::until).containsExactly(LATER, LATER);
    }

    @Test
    void forgetsWhatHasEnded() {
        // given
        SealedKeys keys = keys(key('B'), new Previous(key('A'), NOW));

        // then
        assertThat(keys.at(NOW)).isEqualTo(keys(key('B')));
        assertThat(keys.at(NOW.minusMillis(1))).isEqualTo(keys);
        assertThat(keys.rotated(key('C'), NOW, NOW)).isEqualTo(keys(key('C')));
    }

    @Test
    void keepsThreeBesideTheCurrentOne() {
        // given
        SealedKeys keys = keys(key('A'));

        // when
        for (char next : new char[] {'B', 'C', 'D', 'E', 'F'}) {
            keys = keys.rotated(key(next), NOW, LATER);
        }

        // then
        assertThat(keys.current()).isEqualTo(key('F'));
        assertThat(keys.previous()).extracting(Previous::key).containsExactly(key('E'), key('D'), key('C'));
    }
}
