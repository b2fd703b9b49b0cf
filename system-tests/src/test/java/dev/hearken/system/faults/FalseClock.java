package dev.hearken.system.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/**
 * The wall clock of one process, which a test sets: a small library, loaded in front of the C library, adds to the time
 * of day what stands in a file. Clocks that never jump are left alone, as by an operator who sets a machine's clock.
 */
final class FalseClock {
    private static final String SOURCE = """
        #define _GNU_SOURCE
        #include <fcntl.h>
        #include <stdint.h>
        #include <stdlib.h>
        #include <sys/mman.h>
        #include <sys/syscall.h>
        #include <sys/time.h>
        #include <time.h>
        #include <unistd.h>

        static volatile int64_t *offset;

        __attribute__((constructor)) static void find(void) {
            int file = open(getenv("FALSE_CLOCK"), O_RDONLY);
            void *found = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
            offset = found == MAP_FAILED ? NULL : found;
            close(file);
        }

        int clock_gettime(clockid_t clock, struct timespec *now) {
            int result = (int) syscall(SYS_clock_gettime, clock, now);
            int wall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
            if (result == 0 && offset != NULL && wall) {
                now->tv_sec += *offset;
            }
            return result;
        }

        int gettimeofday(struct timeval *restrict now, void *restrict zone) {
            struct timespec exact;
            (void) zone;
            clock_gettime(CLOCK_REALTIME, &exact);
            now->tv_sec = exact.tv_sec;
            now->tv_usec = exact.tv_nsec / 1000;
            return 0;
        }

        time_t time(time_t *seconds) {
            struct timespec exact;
            clock_gettime(CLOCK_REALTIME, &exact);
            if (seconds != NULL) {
                *seconds = exact.tv_sec;
            }
            return exact.tv_sec;
        }
        """;

    private final Path library;
    private final Path offset;

    private FalseClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /** Whether this machine can make one: it needs Linux and a C compiler. */
    static boolean isPossible() throws IOException, InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) {
            return false;
        }
        try {
            return run("cc", "--version") == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** A clock that is right, so far. */
    static FalseClock in(Path directory) throws IOException, InterruptedException {
        Path source = Files.writeString(
                Files.createDirectories(directory.toAbsolutePath()).resolve("false-clock.c"), SOURCE);
        Path library = directory.toAbsolutePath().resolve("false-clock.so");
        if (run("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString()) != 0) {
            throw new IOException(source + " cannot be compiled");
        }
        FalseClock clock = new FalseClock(library, directory.toAbsolutePath().resolve("false-clock.offset"));
        clock.set(Duration.ZERO);
        return clock;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** What a process needs in its environment to go by this clock. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "FALSE_CLOCK", offset.toString());
    }

    /** It jumps: from now on it goes before the true time by so much, or after it if that is negative. */
    void set(Duration ahead) throws IOException {
        ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        seconds.putLong(ahead.toSeconds()).flip();
        try (FileChannel file = FileChannel.open(offset, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(seconds, 0);
        }
    }
}
