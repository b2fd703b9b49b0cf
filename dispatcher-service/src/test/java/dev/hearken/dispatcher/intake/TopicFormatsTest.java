package dev.hearken.dispatcher.intake;

import dev.hearken.format.InboundFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TopicFormatsTest {
    private static final List<String> TOPICS = List.of("workflow.executions", "etl.updates", "mistral");

    @Test
    void knowsTheFormatOfATopicThatHasOne() {
        // when
        TopicFormats formats = TopicFormats.parse(List.of("etl.updates=factotum", " mistral = mistral "), TOPICS);

        // then
        assertThat(formats.of("etl.updates")).contains(InboundFormat.FACTOTUM);
        assertThat(formats.of("mistral")).contains(InboundFormat.MISTRAL);
        assertThat(formats.of("workflow.executions")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mistral",
                "mistral=",
                "mistral=Mistral",
                "mistral=mistral=x",
                "=mistral",
                "other=mistral",
                "etl.updates=conductor,etl.updates=factotum"
            })
    void refusesWhatIsNoFormatOfAConsumedTopic(String entries) {
        // given
        List<String> list = List.of(entries.split(",", -1));

        // then
        assertThatThrownBy(() -> TopicFormats.parse(list, TOPICS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("dispatcher.intake.formats: ");
    }
}
