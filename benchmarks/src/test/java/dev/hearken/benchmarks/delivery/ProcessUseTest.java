package dev.hearken.benchmarks.delivery;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessUseTest {
    @Test
    void readsThePeakOfTheResidentSet() {
        assertThat(ProcessUse.peakMiB(
                        List.of("Name:\tjava", "VmPeak:\t 9999999 kB", "VmHWM:\t  524288 kB", "Threads:\t1")))
                .isEqualTo(512);
    }

    @Test
    void knowsNoPeakWhereTheSystemTellsNone() {
        assertThat(ProcessUse.peakMiB(List.of("Name:\tjava"))).isNull();
    }

    @Test
    void countsTheProcessorTimeOfALivingProcess() {
        assertThat(ProcessUse.cpuMicros(ProcessHandle.current().pid())).isPositive();
    }
}
