package dev.hearken.dispatcher.catalog;

import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.secret.KeyRing;
import dev.hearken.secret.SecretCipher;
import dev.hearken.signing.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogTest {
    private static final String ID = "01JDXYZABCDEFGHJKMNPQRST01";
    private static final String LISTENER = "default/listener/" + ID;
    private static final String VARIABLE = "default/variable/host";

    private final SecretCipher cipher = cipher("0".repeat(32));
    private final Catalog catalog = new Catalog(cipher);

    @Test
    void keepsWhatATopicThatIsReadAnewDoesNotShow() {
        // given
        read(VARIABLE, variable(3, "a"));

        // when
        catalog.restart();
        catalog.publish();

        // then
        assertThat(host()).contains("a");
        assertThat(catalog.unseen()).isEqualTo(1);
    }

    @Test
    void dropsWhatACompleteTopicDoesNotShow() {
        // given
        read(VARIABLE, variable(3, "a"));
        read("default/variable/other", variable("other", 1, "b"));
        catalog.restart();
        read(VARIABLE, variable(3, "a"));

        // when
        catalog.dropUnseen();
        catalog.publish();

        // then
        assertThat(host()).contains("a");
        assertThat(catalog.current().values(TenantId.DEFAULT).variables()).containsOnlyKeys("host");
        assertThat(catalog.unseen()).isZero();
    }

    @Test
    void believesATopicThatIsReadAnewAlsoWithALowerRevision() {
        // given
        read(VARIABLE, variable(3, "lost"));
        catalog.restart();

        // when
        read(VARIABLE, variable(2, "restored"));
        read(VARIABLE, variable(1, "straggler"));

        // then
        assertThat(host()).contains("restored");
    }

    @Test
    void takesADeletionAlsoOfWhatItHasNotSeenAgain() {
        // given
        read(VARIABLE, variable(3, "a"));
        catalog.restart();

        // when
        read(VARIABLE, null);

        // then
        assertThat(host()).isEmpty();
        assertThat(catalog.unseen()).isZero();
    }

    @Test
    void tellsAKeyRingThatOpensNothing() {
        // given
        SecretCipher other = cipher("f".repeat(32));
        assertThat(catalog.current().opensNoKey()).as("without listeners").isFalse();

        // when
        read(LISTENER, listener(1, other));
        boolean foreign = catalog.current().opensNoKey();
        read(LISTENER, listener(2, cipher));

        // then
        assertThat(foreign).isTrue();
        assertThat(catalog.current().opensNoKey()).isFalse();
    }

    @Test
    void snapshotsStayAsTheyWere() {
        // given
        read(LISTENER, listener(1, cipher));
        CatalogSnapshot first = catalog.current();

        // when
        read(LISTENER, listener(2, cipher));
        CatalogSnapshot second = catalog.current();
        read(LISTENER, null);

        // then
        assertThat(revision(first)).contains(1L);
        assertThat(revision(second)).contains(2L);
        assertThat(revision(catalog.current())).isEmpty();
    }

    @Test
    void passesOverAnOlderRevisionOfAListener() {
        // given
        read(LISTENER, listener(3, cipher));

        // when
        read(LISTENER, listener(2, cipher));

        // then
        assertThat(revision(catalog.current())).contains(3L);
    }

    @Test
    void believesATopicThatIsReadAnewAlsoWithALowerRevisionOfAListener() {
        // given
        read(LISTENER, listener(3, cipher));
        catalog.restart();

        // when
        read(LISTENER, "unreadable");
        read(LISTENER, listener(2, cipher));
        read(LISTENER, listener(1, cipher));

        // then
        assertThat(revision(catalog.current())).contains(2L);
        assertThat(catalog.unseen()).isZero();
    }

    @Test
    void dropsListenersThatACompleteTopicDoesNotShow() {
        // given
        read(LISTENER, listener(1, cipher));

        // when
        catalog.restart();
        int unseen = catalog.unseen();
        catalog.dropUnseen();
        catalog.publish();

        // then
        assertThat(unseen).isEqualTo(1);
        assertThat(catalog.current().size()).isZero();
    }

    @Test
    void readsListenersWholeWhenTheyAreAskedForAndAllOfThemLittleByLittle() {
        // given
        read(LISTENER, outlined(1, cipher, "'http'"));
        Candidate first = only(catalog.current());

        // when
        Optional<Long> found = revision(catalog.current());
        catalog.readOn();
        catalog.publish();

        // then
        assertThat(first).isInstanceOf(UnreadListener.class);
        assertThat(first.revision()).isEqualTo(1);
        assertThat(first.selector().workflows()).containsExactly("w");
        assertThat(found).contains(1L);
        assertThat(only(catalog.current())).isInstanceOf(CatalogEntry.class);
        assertThat(catalog.current().find(key())).isEqualTo(first.entry());
    }

    @Test
    void readsListenersWholeAtOnceAfterTheFirstPublication() {
        // given
        catalog.publish();

        // when
        read(LISTENER, outlined(1, cipher, "'http'"));

        // then
        assertThat(only(catalog.current())).isInstanceOf(CatalogEntry.class);
    }

    @Test
    void forgetsAListenerWhoseRestTurnsOutToBeUnreadable() {
        // given
        read(LISTENER, outlined(1, cipher, "'carrier pigeon'"));

        // when
        Optional<Long> found = revision(catalog.current());
        catalog.readOn();
        catalog.publish();

        // then
        assertThat(found).isEmpty();
        assertThat(catalog.current().size()).isZero();
    }

    @Test
    void keepsTheLastGoodStateOfAListenerWhoseRestTurnsOutToBeUnreadable() {
        // given
        catalog.apply(LISTENER, bytes(outlined(1, cipher, "'http'")));
        catalog.apply(LISTENER, bytes(outlined(2, cipher, "'carrier pigeon'")));
        catalog.publish();

        // when
        Optional<Long> found = revision(catalog.current());
        catalog.readOn();
        catalog.publish();

        // then
        assertThat(found).contains(1L);
        assertThat(revision(catalog.current())).contains(1L);
        assertThat(only(catalog.current())).isInstanceOf(CatalogEntry.class);
    }

    @Test
    void takesAReadableRecordOfTheSameRevisionAsOneWhoseRestIsUnreadable() {
        // given
        catalog.apply(LISTENER, bytes(outlined(2, cipher, "'carrier pigeon'")));
        catalog.apply(LISTENER, bytes(outlined(2, cipher, "'http'")));
        catalog.publish();
        Catalog later = new Catalog(cipher);
        later.apply(LISTENER, bytes(outlined(2, cipher, "'carrier pigeon'")));
        later.publish();

        // when
        later.apply(LISTENER, bytes(outlined(2, cipher, "'http'")));
        later.publish();

        // then
        assertThat(revision(catalog.current())).contains(2L);
        assertThat(revision(later.current())).contains(2L);
    }

    @Test
    void doesNotBringBackWhatHasChangedSinceItsOutlineWasRead() {
        // given
        read(LISTENER, outlined(1, cipher, "'http'"));
        read(VARIABLE, variable(1, "a"));

        // when
        read(LISTENER, outlined(2, cipher, "'http'"));
        catalog.readOn();
        catalog.publish();
        Optional<Long> changed = revision(catalog.current());
        read(LISTENER, null);
        catalog.readOn();
        catalog.publish();

        // then
        assertThat(changed).contains(2L);
        assertThat(catalog.current().size()).isZero();
    }

    @Test
    void readsALotOfListenersInSeveralSteps() {
        // given
        int listeners = 600;
        for (int i = 0; i < listeners; i++) {
            String id = "01JDXYZABCDEFGHJKMNPQ%05d".formatted(i);
            catalog.apply(
                    "default/listener/" + id,
                    bytes(outlined(1, cipher, "'http'").replace(ID, id)));
        }
        catalog.publish();
        int steps = 0;

        // when
        while (catalog.current().listeners().candidates().stream().anyMatch(UnreadListener.class::isInstance)) {
            catalog.readOn();
            catalog.publish();
            steps++;
        }

        // then
        assertThat(steps).isEqualTo(3);
        assertThat(catalog.current().size()).isEqualTo(listeners);
    }

    private static Candidate only(CatalogSnapshot snapshot) {
        return snapshot.listeners().candidates().stream().findFirst().orElseThrow();
    }

    private static CatalogKey key() {
        return CatalogKey.of(TenantId.DEFAULT, new ListenerId(ID));
    }

    private static Optional<Long> revision(CatalogSnapshot snapshot) {
        return snapshot.find(key()).map(entry -> entry.listener().revision());
    }

    private void read(String key, @Nullable String value) {
        catalog.apply(key, value == null ? null : bytes(value));
        catalog.publish();
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private Optional<String> host() {
        return Optional.ofNullable(
                catalog.current().values(TenantId.DEFAULT).variables().get("host"));
    }

    private static String variable(long revision, String value) {
        return variable("host", revision, value);
    }

    private static String variable(String name, long revision, String value) {
        return """
                {"tenant": "default", "name": "%s", "revision": %d, "value": "%s"}""".formatted(name, revision, value);
    }

    private static String listener(long revision, SecretCipher cipher) {
        String place = Listener.signingKeyPlace(TenantId.DEFAULT, new ListenerId(ID), SignatureScheme.V1);
        return """
                {"tenant": "default", "id": "%s", "revision": %d, "paused": false, "signingSecret": "%s",
                 "definition": {"name": "n", "callback": {"type": "http", "url": "https://hearken.example/"}}}""".formatted(ID, revision, cipher.encrypt(new byte[32], place).value());
    }

    /** With a type of callback that can be read or not. */
    private static String outlined(long revision, SecretCipher cipher, String type) {
        return listener(revision, cipher)
                .replace(
                        "\"name\": \"n\"", "\"name\": \"n\", \"enabled\": true, \"selector\": {\"workflows\": [\"w\"]}")
                .replace("\"http\"", type.replace('\'', '"'));
    }

    private static SecretCipher cipher(String key) {
        return new SecretCipher(
                KeyRing.parse("k:" + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.US_ASCII))),
                new SecureRandom());
    }
}
