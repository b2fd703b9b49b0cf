package dev.hearken.dispatcher.platform;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicDoorTest {
    private final TopicDoor door = new TopicDoor();
    private final List<String> through = new ArrayList<>();

    @Test
    void letsOneRecordTryAnUntriedTopic() {
        // when
        enter("a", "b", "c");

        // then
        assertThat(through).containsExactly("a");
    }

    @Test
    void letsAllThroughOnceOneHasWorked() {
        // given
        enter("a", "b", "c");

        // when
        door.worked();
        enter("d");

        // then
        assertThat(through).containsExactly("a", "b", "c", "d");
    }

    @Test
    void shutsWhenAWriteFailsAndLetsOneTryAgain() {
        // given
        enter("a");
        door.worked();

        // when
        door.failed();
        enter("b", "c");

        // then
        assertThat(through).containsExactly("a", "b");
    }

    @Test
    void keepsWaitingWhatWaitsWhileTriesFail() {
        // given
        enter("a", "b");

        // when
        door.failed();
        enter("a again");

        // then
        assertThat(through).containsExactly("a", "a again");
        door.worked();
        assertThat(through).containsExactly("a", "a again", "b");
    }

    private void enter(String... records) {
        for (String record : records) {
            door.enter().subscribe().with(passed -> through.add(record));
        }
    }
}
