package dev.hearken.dispatcher.owned;

import dev.hearken.dispatcher.platform.RecordPublisher;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.topic.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Writes the locks of lanes; the headers {@code writer} and {@code partition} say who has written, and as whose owner.
 */
@Singleton
class LaneLockPublisher {
    static final String WRITER = "writer";
    static final String PARTITION = "partition";

    /** The header of a fence, whose key is {@code fence/<partition>}. */
    static final String FENCE = "fence";

    private final RecordPublisher records;

    LaneLockPublisher(RecordPublisher records) {
        this.records = records;
    }

    /**
     * Completes when the broker has it.
     *
     * @param partition of {@code hearken.owned} that the writer owns
     * @param lock null if the lane is open
     */
    Uni<Void> publish(String lane, String writer, int partition, @Nullable LaneLock lock) {
        return records.publish(
                Topics.OWNED_LANES,
                bytes(lane),
                headers(writer, partition),
                lock == null ? null : DeliveryJson.write(lock));
    }

    /**
     * Completes when the broker has it.
     *
     * @param number greater than those of all fences of the partition before
     */
    Uni<Void> fence(int partition, String writer, long number) {
        RecordHeaders headers = headers(writer, partition);
        headers.add(FENCE, bytes(Long.toString(number)));
        return records.publish(Topics.OWNED_LANES, bytes("fence/" + partition), headers, bytes(writer));
    }

    private static RecordHeaders headers(String writer, int partition) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(WRITER, bytes(writer));
        headers.add(PARTITION, bytes(Integer.toString(partition)));
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
