package dev.hearken.benchmarks.delivery;

import dev.hearken.benchmarks.delivery.receiver.Behaviour;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class PlansTest {
    @Test
    void coversEveryScenarioInItsOrder() {
        assertThat(new Plans(BenchOptions.DEFAULT).all())
                .extracting(Plan::scenario)
                .isSorted()
                .contains(Scenario.values());
    }

    @Test
    void givesEachLogAName() {
        assertThat(new Plans(BenchOptions.DEFAULT).all())
                .extracting(Plan::fileName)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[A-Za-z0-9-]+"));
    }

    @Test
    void measuresAsManyDeliveriesWhateverTheFanOut() {
        assertThat(plans(Scenario.FAN_OUT))
                .extracting(Plan::events, Plan::warmUp, plan -> plan.endpoints().size())
                .containsExactly(tuple(260_000, 60_000, 1), tuple(52_000, 12_000, 5), tuple(13_000, 3_000, 20));
    }

    @Test
    void leavesTheHealthyEndpointItsWorkWhereAnotherHangs() {
        // when
        List<Plan> plans = plans(Scenario.ISOLATION);

        // then
        assertThat(plans).extracting(Plan::events).containsOnly(260_000);
        assertThat(plans).extracting(Plan::prompt).containsOnly(1L);
        assertThat(plans.get(1).endpoints()).filteredOn(Behaviour::isPrompt).hasSize(1);
        assertThat(plans.get(1).endpoints()).hasSize(2);
    }

    @Test
    void keepsAFixedRateForHalfAMinute() {
        assertThat(new Plans(BenchOptions.DEFAULT
                                .scenarios(Set.of(Scenario.LATENCY))
                                .rate(100))
                        .all())
                .singleElement()
                .satisfies(plan -> {
                    assertThat(plan.rate()).isEqualTo(100);
                    assertThat(plan.events() - plan.warmUp()).isEqualTo(3_000);
                });
    }

    @Test
    void hasWorkForEveryEndpointHoweverLittleThereIs() {
        assertThat(new Plans(BenchOptions.DEFAULT.events(1).warmUp(1)).all())
                .allMatch(plan -> plan.warmUp() >= 1 && plan.events() > plan.warmUp());
    }

    private static List<Plan> plans(Scenario scenario) {
        return new Plans(BenchOptions.DEFAULT.scenarios(Set.of(scenario))).all();
    }
}
