package dev.hearken.format;

import dev.hearken.model.event.WorkflowEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.hearken.format.Decodings.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutputTailTest {
    private static WorkflowEvent failed(String members) {
        String json = """
            {"specversion": "1.0", "id": "1", "source": "/e", "type": "task.failed", "data":
             {"workflow": {"name": "w"}, "execution": {"id": "e"}, %s}}""".formatted(members);
        return event(Decodings.of(json, InboundFormat.CLOUDEVENTS));
    }

    @ParameterizedTest
    @CsvSource({
        "abcdef, 10, abcdef",
        "abcdef, 6, abcdef",
        "abcdef, 5, bcdef",
        "abcdef, 1, f",
        "abcdef, 0, ''",
        "'', 0, ''",
        "a😀b😀, 4, a😀b😀",
        "a😀b😀, 3, 😀b😀",
        "a😀b😀, 2, b😀",
        "a😀b😀, 1, 😀"
    })
    void keepsTheLastCharacters(String text, int characters, String tail) {
        // given
        WorkflowEvent event =
                failed("\"task\": {\"name\": \"a\", \"stdout\": \"%s\", \"stderr\": \"x\"}".formatted(text));

        // when
        WorkflowEvent shorter = OutputTail.of(event, characters);

        // then
        assertThat(shorter.data().at("/task/stdout").textValue()).isEqualTo(tail);
        assertThat(event.data().at("/task/stdout").textValue()).isEqualTo(text);
    }

    @Test
    void cutsEachOutputOfEachTaskForItself() {
        // given
        WorkflowEvent event = failed("""
            "task": {"name": "b", "stderr": "boom!", "returnCode": 1},
            "tasks": [{"name": "a", "stdout": "1234", "stderr": "abc"}, {"name": "b", "stderr": "boom!"}, null, 7]""");

        // when
        WorkflowEvent shorter = OutputTail.of(event, 3);

        // then
        assertThat(shorter.data().path("task")).hasToString("{\"name\":\"b\",\"stderr\":\"om!\",\"returnCode\":1}");
        assertThat(shorter.data().path("tasks"))
                .hasToString(
                        "[{\"name\":\"a\",\"stdout\":\"234\",\"stderr\":\"abc\"},{\"name\":\"b\",\"stderr\":\"om!\"},"
                                + "null,7]");
        assertThat(shorter.id()).isEqualTo(event.id());
        assertThat(shorter.taskName()).isEqualTo("b");
    }

    @Test
    void givesTheEventItselfWhereNothingIsLonger() {
        // given
        WorkflowEvent event = failed("\"task\": {\"name\": \"a\", \"stdout\": \"abc\", \"stderr\": 5}, \"tasks\": {}");

        // when
        WorkflowEvent same = OutputTail.of(event, 3);

        // then
        assertThat(same).isSameAs(event);
    }

    @Test
    void refusesANegativeLength() {
        // given
        WorkflowEvent event = failed("\"task\": {}");

        // then
        assertThatThrownBy(() -> OutputTail.of(event, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
