package dev.hearken.registry.problem;

import dev.hearken.model.listener.FieldError;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemGoldenTest {
    @Test
    void isADocumentOfRfc9457() {
        // given
        Problem problem = Problem.of(
                ProblemType.INVALID_LISTENER,
                List.of(new FieldError("/name", "is required"), new FieldError("/callback", "is required")));

        // when
        String document = problem.toJson("/v1/listeners").toString();

        // then
        assertThat(document).isEqualTo("""
                        {"type":"https://hearken.dev/problems/invalid-listener","title":"The listener is not valid",\
                        "status":422,"detail":"2 fields are not valid","instance":"/v1/listeners",\
                        "errors":[{"pointer":"/name","detail":"is required"},{"pointer":"/callback","detail":"is required"}]}""");
    }

    @Test
    void leavesOutWhatItHasNot() {
        assertThat(Problem.of(ProblemType.NOT_FOUND).toJson("/x").toString())
                .isEqualTo(
                        "{\"type\":\"https://hearken.dev/problems/not-found\",\"title\":\"There is nothing at this address\","
                                + "\"status\":404,\"instance\":\"/x\"}");
    }

    @Test
    void hasATypeOfItsOwnForEachKind() {
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::type)).doesNotHaveDuplicates();
    }
}
