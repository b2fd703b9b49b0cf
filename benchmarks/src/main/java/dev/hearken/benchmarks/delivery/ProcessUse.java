package dev.hearken.benchmarks.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a process has used so far. */
final class ProcessUse {
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final int KIB_PER_MIB = 1024;

    private ProcessUse() {}

    /** User and system time in microseconds; 0 when the process has ended. */
    static long cpuMicros(long pid) {
        Duration total = ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
        return TimeUnit.NANOSECONDS.toMicros(total.toNanos());
    }

    /** Most memory that it ever held, in MiB; null where there is no {@code /proc}. */
    static @Nullable Long peakMemoryMiB(long pid) {
        try {
            return peakMiB(Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")));
        } catch (IOException e) {
            return null;
        }
    }

    static @Nullable Long peakMiB(List<String> status) {
        for (String line : status) {
            Matcher peak = PEAK.matcher(line);
            if (peak.matches()) {
                return Long.parseLong(peak.group(1)) / KIB_PER_MIB;
            }
        }
        return null;
    }
}
