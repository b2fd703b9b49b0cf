package dev.hearken.dispatcher.admission;

import dev.hearken.model.listener.ListenerId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TargetTest {
    private static final ListenerId LISTENER = new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW");

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.com/a?b, hooks.example.com, hooks.example.com:443",
        "HTTP://Hooks.Example.com, hooks.example.com, hooks.example.com:80",
        "https://a.example:8443?x=y, a.example, a.example:8443",
        "http://127.0.0.1:8080/x, 127.0.0.1, 127.0.0.1:8080",
        "https://[2001:db8::1]:1/x, [2001:db8::1], [2001:db8::1]:1",
        "https://a.example/${{execution.id}}, a.example, a.example:443"
    })
    void isHostAndPortOfTheUrl(String url, String host, String authority) {
        assertThat(Target.of(url, LISTENER)).isEqualTo(new Target(host, authority));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://${{variables.host}}/x", "${{variables.url}}", "https://a.${{variables.b}}:1/"})
    void isTheListenerItselfWhereTheUrlNamesNoFixedHost(String url) {
        assertThat(Target.of(url, LISTENER)).isEqualTo(new Target(LISTENER.value(), LISTENER.value()));
    }
}
