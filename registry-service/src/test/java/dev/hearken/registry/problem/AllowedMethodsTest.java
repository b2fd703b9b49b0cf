package dev.hearken.registry.problem;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AllowedMethodsTest {
    private final AllowedMethods methods = new AllowedMethods(
            List.of(resource("ListenerResource"), resource("ListenerActionsResource"), String.class));

    @ParameterizedTest
    @CsvSource({
        "/v1/listeners, 'GET, HEAD, OPTIONS, POST'",
        "/v1/listeners/, 'GET, HEAD, OPTIONS, POST'",
        "/v1/listeners/7, 'DELETE, GET, HEAD, OPTIONS, PATCH, PUT'",
        "/v1/listeners/7/pause, 'OPTIONS, POST'",
        "/v1/listeners/7/nothing, ''",
        "/v1/listenersX, ''",
    })
    void areThoseOfThePath(String path, String expected) {
        assertThat(methods.at(path)).isEqualTo(expected);
    }

    private static Class<?> resource(String name) {
        try {
            return Class.forName("dev.hearken.registry.listener." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
