package dev.hearken.registry.listener;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class ListenerConcurrencyTest {
    private static final int WRITERS = 12;

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    @Threat("D16")
    void losesNothingWhenManyPatchDifferentParts() throws Exception {
        // given
        String id = Api.created("busy");

        // when
        List<Response> responses =
                together(i -> Api.patch(id, "{\"labels\": {\"writer-%d\": \"was here\"}}".formatted(i)));

        // then
        assertThat(responses).allMatch(response -> response.statusCode() == 200);
        Api.get(id).then().body("labels.size()", equalTo(WRITERS)).body("revision", equalTo(1 + WRITERS));
    }

    @Test
    @Threat("D16")
    void letsOneOfManyChangeTheSameBasis() throws Exception {
        // given
        String id = Api.created("contested");

        // when
        List<Response> responses = together(i -> Api.as(Keys.EDITOR)
                .header("If-Match", "\"1\"")
                .contentType(ContentType.JSON)
                .body("{\"name\": \"winner %d\"}".formatted(i))
                .patch(Api.LISTENERS + "/" + id));

        // then
        assertThat(responses.stream().filter(response -> response.statusCode() == 200))
                .hasSize(1);
        assertThat(responses.stream().filter(response -> response.statusCode() == 412))
                .hasSize(WRITERS - 1);
        Api.get(id).then().body("revision", equalTo(2));
    }

    @Test
    @Threat("D16")
    void changesOrDeletesButNeverBoth() throws Exception {
        // given
        String id = Api.created("doomed");

        // when
        List<Response> responses = together(i -> i == 5
                ? Api.as(Keys.EDITOR).delete(Api.LISTENERS + "/" + id)
                : Api.patch(id, "{\"name\": \"n%d\"}".formatted(i)));

        // then
        assertThat(responses)
                .extracting(Response::statusCode)
                .containsOnlyOnce(204)
                .isSubsetOf(200, 204, 404);
        Api.get(id).then().statusCode(404);
    }

    private interface Writer {
        Response write(int number);
    }

    private static List<Response> together(Writer writer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Response>> calls = IntStream.range(0, WRITERS)
                    .<Callable<Response>>mapToObj(i -> () -> writer.write(i))
                    .toList();
            List<Response> responses = new ArrayList<>();
            for (Future<Response> response : threads.invokeAll(calls)) {
                responses.add(response.get());
            }
            return responses;
        } finally {
            threads.shutdown();
        }
    }
}
