package dev.hearken.model.listener;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.Golden;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerJsonGoldenTest {
    @ParameterizedTest
    @ValueSource(strings = {"listener-minimal", "listener-full"})
    void writesTheNormalForm(String name) throws JsonProcessingException {
        // given
        JsonNode document = new ObjectMapper().readTree(Golden.read(name + ".json"));

        // when
        String written = ListenerJson.read(document, UnknownFields.REFUSED)
                .fold(definition -> ListenerJson.write(definition).toString(), Object::toString);

        // then
        assertThat(written).isEqualTo(Golden.read(name + ".normal.json"));
    }
}
