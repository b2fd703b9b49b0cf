package dev.hearken.registry.listener;

import dev.hearken.model.event.EventType;
import dev.hearken.registry.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ListenerFilterTest {
    @Test
    void readsAllItsParts() {
        // when
        ListenerFilter filter = ListenerFilter.from(
                query(
                        "name=x&enabled=false&health=paused&event=task.failed&workflow=w&label=b:2:3&label=a:1&limit=1&cursor=c"));

        // then
        assertThat(filter.name()).contains("x");
        assertThat(filter.enabled()).contains(false);
        assertThat(filter.health()).contains(Health.PAUSED);
        assertThat(filter.event()).contains(EventType.TASK_FAILED);
        assertThat(filter.workflow()).contains("w");
        assertThat(filter.labels()).containsEntry("a", "1").containsEntry("b", "2:3");
    }

    @Test
    void isTheSameFilterWhateverTheOrderOfItsParts() {
        assertThat(ListenerFilter.from(query("label=b:2&name=x&label=a:1&limit=3"))
                        .canonical())
                .isEqualTo(ListenerFilter.from(query("name=x&label=a:1&label=b:2&cursor=z"))
                        .canonical());
    }

    @Test
    void differsWhenAnyPartDiffers() {
        assertThat(ListenerFilter.from(query("name=x")).canonical())
                .isNotEqualTo(ListenerFilter.from(query("workflow=x")).canonical())
                .isNotEqualTo(ListenerFilter.from(query("name=y")).canonical())
                .isNotEqualTo(ListenerFilter.from(query("")).canonical());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enbled=true",
                "enabled=yes",
                "enabled=",
                "health=broken",
                "event=TASK",
                "event=nope",
                "label=a",
                "label=:1",
                "label=a:1&label=a:2",
                "name=a&name=b",
                "name=\u0000",
                "workflow=a\nb",
                "sort=name",
                "offset=3"
            })
    void refusesWhatItCannotMean(String text) {
        assertThatThrownBy(() -> ListenerFilter.from(query(text))).isInstanceOf(ProblemException.class);
    }

    private static MultivaluedMap<String, String> query(String text) {
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            String[] pair = part.split("=", 2);
            query.add(pair[0], pair[1]);
        }
        return query;
    }
}
