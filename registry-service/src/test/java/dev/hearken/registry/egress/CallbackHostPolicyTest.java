package dev.hearken.registry.egress;

import dev.hearken.egress.PortPolicy;
import dev.hearken.test.marks.Threat;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CallbackHostPolicyTest {
    private final CallbackHostPolicy strict = policy(List.of());

    private static CallbackHostPolicy policy(List<String> allowed) {
        return new CallbackHostPolicy(allowed, PortPolicy.configured(Optional.empty()), true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/",
                "https://example.com./x",
                "http://93.184.216.34:8080/",
                "https://[2606:2800:220:1::1]/",
                "https://localhost.example.com/",
                "https://internal.example.org/",
                "https://172.32.0.1/"
            })
    void letsPublicHostsPass(String url) {
        assertThat(strict.fault(URI.create(url))).isEmpty();
    }

    @ParameterizedTest
    @Threat("D19")
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.8.8.8/",
                "http://0.0.0.0/",
                "http://[::1]/",
                "http://[::]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2001::1]/",
                "http://[fd00:ec2::254]/",
                "http://[fe80::1]/",
                "http://169.254.169.254/latest/meta-data",
                "http://169.254.170.2/",
                "http://100.100.100.200/",
                "http://192.0.0.192/",
                "http://168.63.129.16/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://100.64.0.1/",
                "http://198.18.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[2001:db8::1]/",
                "http://localhost/",
                "http://LOCALHOST/",
                "http://localhost./",
                "http://a.localhost/",
                "http://printer.local/",
                "http://metadata.google.internal/",
                "http://api.default.svc/",
                "http://api.default.svc.cluster.local/",
                "http://intranet/",
                "http://intranet./",
            })
    void refusesEverythingElse(String url) {
        assertThat(strict.fault(URI.create(url))).isPresent();
    }

    @Test
    @Threat("D19")
    void letsTheOperatorsRangesPassAndNothingBesides() {
        // given
        CallbackHostPolicy policy = policy(List.of("10.0.0.0/8"));

        // then
        assertThat(policy.fault(URI.create("http://10.1.2.3/"))).isEmpty();
        assertThat(policy.fault(URI.create("http://airflow.data.svc/"))).isEmpty();
        assertThat(policy.fault(URI.create("http://192.168.0.1/"))).isPresent();
        assertThat(policy.fault(URI.create("http://localhost/"))).isPresent();
    }

    @Test
    void knowsThisMachineByNameWhereLoopbackIsAllowed() {
        // given
        CallbackHostPolicy policy = policy(List.of("127.0.0.0/8"));

        // then
        assertThat(policy.fault(URI.create("http://localhost:9999/"))).isEmpty();
        assertThat(policy.fault(URI.create("http://127.0.0.1:9999/"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com:22/, false",
        "https://example.com:6379/, false",
        "http://example.com:443/, true",
        "https://example.com:8443/, true"
    })
    void judgesThePort(String url, boolean passes) {
        assertThat(strict.fault(URI.create(url)).isEmpty()).isEqualTo(passes);
    }

    @Test
    void letsEveryPortPassWhereTheOperatorSaysSo() {
        // given
        CallbackHostPolicy policy =
                new CallbackHostPolicy(List.of(), PortPolicy.configured(Optional.of(List.of("none"))), true);

        // then
        assertThat(policy.fault(URI.create("https://example.com:22/"))).isEmpty();
    }

    @Test
    void doesNotStartWithAMalformedRange() {
        assertThatThrownBy(() -> policy(List.of("10.0.0.0")))
                .hasMessageContaining("registry.egress.allow")
                .hasMessageContaining("10.0.0.0");
    }
}
