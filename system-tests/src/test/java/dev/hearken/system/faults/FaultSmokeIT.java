package dev.hearken.system.faults;

import dev.hearken.system.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The faults that every build survives, one after the other on one running system. */
class FaultSmokeIT {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final FaultReport REPORT = new FaultReport();
    private static Lab lab;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.whole(1);
    }

    @AfterAll
    static void stop() throws Exception {
        REPORT.print();
        lab.close();
    }

    @Test
    @Fault(1)
    void losesNothingWhenADispatcherIsKilledWithRequestsInFlight() throws Exception {
        try (Scene scene = new Scene(lab, "f01")) {
            // given
            scene.endpoint().on("/slow", Behaviour.after(Duration.ofMillis(50), Behaviour.OK));
            for (int i = 0; i < 4; i++) {
                scene.listener(scene.endpoint().url("/slow/" + i));
            }
            List<ServiceProcess> pods = lab.pods("a", "b");
            scene.publish(600);
            await().atMost(LONG).until(() -> scene.successes() > 600);

            // when
            Kill kill = Kill.of(lab, scene, pods.get(0), "a");

            // then
            Account account = scene.settle();
            Map<String, Object> figures = kill.figures(scene);
            REPORT.add(1, account, 756, figures);
            assertThat(account.duplicates()).isLessThanOrEqualTo(756);
        }
    }
}
