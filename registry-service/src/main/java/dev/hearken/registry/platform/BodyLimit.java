package dev.hearken.registry.platform;

import dev.hearken.registry.problem.Problem;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;

/**
 * How large the body of a request may be.
 *
 * @param maxBytes most bytes that are kept
 */
public record BodyLimit(int maxBytes) {
    private static final int DRAINED_FACTOR = 4;

    /** A body larger than this is refused without being read. */
    long maxDrainedBytes() {
        return (long) maxBytes * DRAINED_FACTOR;
    }

    /** The answer to a body that is too large. */
    Problem tooLarge() {
        return Problem.of(ProblemType.BODY_TOO_LARGE, "A body may have at most " + maxBytes + " bytes");
    }

    /**
     * The raw bytes of a body.
     *
     * @throws ProblemException {@link ProblemType#BODY_TOO_LARGE}; {@link ProblemType#REQUEST_REFUSED} if the body ends
     *     too early
     */
    public byte[] read(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(maxBytes + 1);
            if (bytes.length <= maxBytes) {
                return bytes;
            }
            throw new ProblemException(drain(body) ? tooLarge() : tooLarge().withHeader("Connection", "close"));
        } catch (IOException e) {
            throw new ProblemException(ProblemType.REQUEST_REFUSED, "The body ended before its announced end");
        }
    }

    private boolean drain(InputStream body) throws IOException {
        byte[] discarded = new byte[8192];
        long rest = maxDrainedBytes() - maxBytes;
        while (rest > 0) {
            int read = body.read(discarded);
            if (read < 0) {
                return true;
            }
            rest -= read;
        }
        return false;
    }
}
