package dev.hearken.local.stack;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PortsTest {
    @Test
    void areTheDocumentedOnes() {
        assertThat(Ports.of(StackOptions.DEFAULT).claims())
                .containsExactly(
                        new PortClaim("Kafka", 9092),
                        new PortClaim("PostgreSQL", 5432),
                        new PortClaim("the registry's API", 8080),
                        new PortClaim("the registry's management", 9000),
                        new PortClaim("the management of dispatcher-1", 9001));
    }

    @Test
    void moveTogetherAndNeverMeet() {
        Ports ports = Ports.of(new StackOptions(false, StackOptions.MAX_PORT_OFFSET, StackOptions.MAX_DISPATCHERS));

        assertThat(ports.claims())
                .extracting(PortClaim::port)
                .doesNotHaveDuplicates()
                .allMatch(port -> port > StackOptions.MAX_PORT_OFFSET && port <= 65_535);
    }
}
