package dev.hearken.local.backends;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file, for reports about a process that died. */
public final class LogTail {
    /** Lines beyond this many bytes before the end are not looked at. */
    private static final int MAX_BYTES = 64 * 1024;

    private LogTail() {}

    /**
     * The last lines of a file, at most {@code lines} and at most 64 KiB, each indented by two blanks.
     *
     * @return {@code " (empty)"} for an empty file, a remark of that form for one that cannot be read
     */
    public static String of(Path file, int lines) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - MAX_BYTES);
            byte[] end = new byte[(int) (in.length() - from)];
            in.seek(from);
            in.readFully(end);
            List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
            List<String> last = all.subList(Math.max(0, all.size() - lines), all.size());
            return last.isEmpty()
                    ? "  (empty)"
                    : String.join("\n", last.stream().map(l -> "  " + l).toList());
        } catch (IOException e) {
            return "  (not readable: " + e.getMessage() + ")";
        }
    }
}
