package dev.hearken.local.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LogTailTest {
    @TempDir
    Path directory;

    @Test
    void givesTheLastLinesIndented() throws IOException {
        Path log = Files.writeString(directory.resolve("a.log"), "one\ntwo\nthree\n");

        assertThat(LogTail.of(log, 2)).isEqualTo("  two\n  three");
    }

    @Test
    void givesAllLinesOfAShortFile() throws IOException {
        Path log = Files.writeString(directory.resolve("a.log"), "one");

        assertThat(LogTail.of(log, 40)).isEqualTo("  one");
    }

    @Test
    void readsOnlyTheEndOfAHugeFile() throws IOException {
        String lines = IntStream.range(0, 100_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        Path log = Files.writeString(directory.resolve("a.log"), lines);

        assertThat(LogTail.of(log, 2)).isEqualTo("  line 99998\n  line 99999");
    }

    @Test
    void saysThatAFileIsEmptyOrMissing() throws IOException {
        Path empty = Files.createFile(directory.resolve("a.log"));

        assertThat(LogTail.of(empty, 40)).isEqualTo("  (empty)");
        assertThat(LogTail.of(directory.resolve("none.log"), 40)).startsWith("  (not readable: ");
    }
}
