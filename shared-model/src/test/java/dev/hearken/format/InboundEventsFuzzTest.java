package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.Golden;
import dev.hearken.Seeded;
import dev.hearken.format.outbound.OutboundBody;
import dev.hearken.format.outbound.OutboundFormat;
import dev.hearken.model.event.WorkflowEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever an engine sends, reading it ends and answers; what it becomes can be sent in every format. */
@Timeout(120) // a guard against hanging
class InboundEventsFuzzTest {
    private static final int ROUNDS = 1_500;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> RECORDS = List.of(
            "in/factotum-task-failed",
            "in/factotum-job-failed",
            "in/factotum-source-failed",
            "in/mistral-task-delayed",
            "in/mistral-sub-workflow-failed",
            "in/conductor-workflow-whole",
            "in/conductor-workflow-terminated",
            "in/conductor-task-failed",
            "in/serverless-workflow-status-changed",
            "in/serverless-workflow-task-faulted",
            "execution-succeeded.cloudevent",
            "task-failed.cloudevent");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "9223372036854775807",
            "1E400",
            "-0.10",
            "\"\"",
            "\"\\ud83d\"",
            "\"a\\u0000b\"",
            "\"PT-9223372036854775808S\"",
            "\"9999-12-31T23:59:59.999Z\"",
            "\"0000-01-01T00:00:00+18:00\"",
            "\"2026-01-02 03:04:05\"",
            "\"RUNNING\"",
            "\"SUCCEEDED_NO_OP\"",
            "\"TASK_FAILED\"",
            "\"a.b-c.\"",
            "\"/\"",
            "[]",
            "{}",
            "[null, {}, [1]]",
            "{\"taskName\": \"a\", \"currentState\": \"FAILED\"}",
            "{\"name\": 1, \"message\": [], \"detail\": {}}");

    private static byte[] mutated(Random random) {
        String text = Golden.read(RECORDS.get(random.nextInt(RECORDS.size())) + ".json");
        if (random.nextInt(4) == 0) {
            return cut(text.getBytes(StandardCharsets.UTF_8), random);
        }
        ObjectNode record =
                EventJson.object(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        for (int i = random.nextInt(5); i > 0; i--) {
            change(record, random);
        }
        return EventJson.bytes(record);
    }

    /** Bytes are changed anywhere, as a broken producer would. */
    private static byte[] cut(byte[] bytes, Random random) {
        byte[] changed = Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length / 2));
        for (int i = random.nextInt(4); i > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    /** A member somewhere gets another value, or goes, so that most of the record still makes sense. */
    private static void change(ObjectNode record, Random random) {
        ObjectNode target = record;
        List<String> names = new ArrayList<>();
        for (int depth = random.nextInt(4); depth >= 0; depth--) {
            names.clear();
            target.fieldNames().forEachRemaining(names::add);
            if (names.isEmpty()) {
                return;
            }
            JsonNode next = target.get(names.get(random.nextInt(names.size())));
            if (next instanceof ArrayNode array && !array.isEmpty()) {
                next = array.get(random.nextInt(array.size()));
            }
            if (depth > 0 && next instanceof ObjectNode object && !object.isEmpty()) {
                target = object;
            }
        }
        names.clear();
        target.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(5) == 0) {
            target.remove(name);
        } else {
            target.set(name, value(random));
        }
    }

    private static JsonNode value(Random random) {
        String json = "{\"v\": " + VALUES.get(random.nextInt(VALUES.size())) + "}";
        return EventJson.object(json.getBytes(StandardCharsets.UTF_8))
                .orElseThrow()
                .get("v");
    }

    private static Optional<InboundFormat> format(Random random) {
        return random.nextInt(3) > 0
                ? Optional.empty()
                : Optional.of(InboundFormat.values()[random.nextInt(InboundFormat.values().length)]);
    }

    @ParameterizedTest
    @EnumSource
    void sendsWhateverItReadsOfMutatedRecords(OutboundFormat outbound) throws IOException {
        // given
        Random random = Seeded.random(InboundEventsFuzzTest.class);
        int decoded = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] record = mutated(random);

            // when
            List<WorkflowEvent> events = InboundEvents.decode(
                            Decodings.TENANT, Map.of(), record, Decodings.RECORD_TIME, format(random))
                    .fold(all -> all, undecodable -> List.of());

            // then
            Set<String> ids = new HashSet<>();
            for (WorkflowEvent event : events) {
                OutboundBody body = outbound.render(OutputTail.of(event, random.nextInt(5)));
                assertThat(JSON.readTree(new String(body.bytes(), StandardCharsets.UTF_8))
                                .isObject())
                        .as(() -> new String(record, StandardCharsets.UTF_8))
                        .isTrue();
                assertThat(body.headers().values()).allMatch(value -> value.matches("[!-~]+"));
                assertThat(ids.add(event.id())).isTrue();
                decoded++;
            }
        }
        assertThat(decoded).isGreaterThan(ROUNDS / 10);
    }

    @ParameterizedTest
    @EnumSource
    void answersToRandomBytes(InboundFormat format) {
        // given
        Random random = Seeded.random(InboundEventsFuzzTest.class);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);

            // when
            Decoding decoding =
                    InboundEvents.decode(Decodings.TENANT, Map.of(), bytes, Decodings.RECORD_TIME, Optional.of(format));

            // then
            assertThat(Decodings.undecodable(decoding).detail()).isNotEmpty();
        }
    }
}
