package dev.hearken.benchmarks.delivery;

import dev.hearken.benchmarks.delivery.receiver.Behaviour;
import dev.hearken.benchmarks.delivery.receiver.EndpointState;
import dev.hearken.benchmarks.delivery.receiver.ReceiverState;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a run stood at one moment.
 *
 * @param atMicros when, in microseconds since 1970
 * @param prompt the endpoints that do not hang: those that count
 * @param cpu what the processes had used
 */
record Reading(long atMicros, List<EndpointState> prompt, CpuMicros cpu) {
    /** Processor times in microseconds. */
    record CpuMicros(long dispatcher, long broker, long receiver) {}

    static Reading of(ReceiverState state, List<Behaviour> behaviours, CpuMicros cpu) {
        List<EndpointState> prompt = new ArrayList<>();
        for (int i = 0; i < behaviours.size(); i++) {
            if (behaviours.get(i).isPrompt()) {
                prompt.add(state.endpoints().get(i));
            }
        }
        return new Reading(state.atMicros(), List.copyOf(prompt), cpu);
    }

    long delivered() {
        return prompt.stream().mapToLong(EndpointState::delivered).sum();
    }

    long duplicates() {
        return prompt.stream().mapToLong(EndpointState::duplicates).sum();
    }

    /** Of the earliest delivery; 0 if there is none. */
    long firstMicros() {
        return prompt.stream()
                .mapToLong(EndpointState::firstMicros)
                .filter(micros -> micros > 0)
                .min()
                .orElse(0);
    }

    /** Of the latest delivery; 0 if there is none. */
    long lastMicros() {
        return prompt.stream().mapToLong(EndpointState::lastMicros).max().orElse(0);
    }
}
