package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.Bounded;
import dev.hearken.Golden;
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
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever an engine sends, reading it ends and answers; what it becomes can be sent in every format. */
@AddLifecycleHook(Bounded.class)
class InboundEventsFuzzTest {
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

    /**
     * A member somewhere gets another value, or goes, so that most of the record still makes sense.
     *
     * @param way which member to take at each level, as a share of them
     * @param value as JSON; absent if the member goes
     */
    private record Change(List<Double> way, Optional<String> value) {
        private void apply(ObjectNode record) {
            ObjectNode target = record;
            for (double share : way.subList(1, way.size())) {
                JsonNode next = target.path(name(target, share));
                if (next instanceof ArrayNode array && !array.isEmpty()) {
                    next = array.get((int) (share * array.size() * 0.999));
                }
                if (next instanceof ObjectNode object) {
                    target = object;
                }
            }
            String name = name(target, way.get(0));
            if (value.isPresent()) {
                String json = "{\"v\": " + value.get() + "}";
                target.set(
                        name,
                        EventJson.object(json.getBytes(StandardCharsets.UTF_8))
                                .orElseThrow()
                                .get("v"));
            } else {
                target.remove(name);
            }
        }

        private static String name(ObjectNode object, double share) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            return names.isEmpty() ? "new" : names.get((int) (share * names.size() * 0.999));
        }
    }

    @Provide
    Arbitrary<byte[]> changedRecords() {
        Arbitrary<Change> change = Combinators.combine(
                        Arbitraries.doubles().between(0, 1).list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.of(VALUES).optional(0.8))
                .as(Change::new);
        return Combinators.combine(Arbitraries.of(RECORDS), change.list().ofMaxSize(4))
                .as((name, changes) -> {
                    ObjectNode record = EventJson.object(golden(name)).orElseThrow();
                    changes.forEach(each -> each.apply(record));
                    return EventJson.bytes(record);
                });
    }

    /** Bytes are changed anywhere and the end is cut off, as by a broken producer. */
    @Provide
    Arbitrary<byte[]> brokenRecords() {
        Arbitrary<Map<Double, Byte>> changes = Arbitraries.maps(
                        Arbitraries.doubles().between(0, 1), Arbitraries.bytes())
                .ofMaxSize(4);
        return Combinators.combine(
                        Arbitraries.of(RECORDS), Arbitraries.doubles().between(0, 0.5), changes)
                .as((name, cut, all) -> {
                    byte[] bytes = golden(name);
                    byte[] broken = Arrays.copyOf(bytes, bytes.length - (int) (cut * bytes.length));
                    all.forEach((at, changed) -> broken[(int) (at * (broken.length - 1))] = changed);
                    return broken;
                });
    }

    private static byte[] golden(String name) {
        return Golden.read(name + ".json").getBytes(StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(200);
    }

    @Property(tries = 5_000, maxDiscardRatio = 10)
    void sendsWhateverItReadsOfChangedRecords(
            @ForAll("changedRecords") byte[] record,
            @ForAll Optional<InboundFormat> format,
            @ForAll OutboundFormat outbound)
            throws IOException {
        // when
        List<WorkflowEvent> events = InboundEvents.decode(
                        Decodings.TENANT, Map.of(), record, Decodings.RECORD_TIME, format)
                .fold(all -> all, undecodable -> List.of());

        // then
        Assume.that(!events.isEmpty());
        Set<String> ids = new HashSet<>();
        for (WorkflowEvent event : events) {
            OutboundBody body = outbound.render(OutputTail.of(event, event.id().length() % 5));
            assertThat(JSON.readTree(new String(body.bytes(), StandardCharsets.UTF_8))
                            .isObject())
                    .as(() -> new String(record, StandardCharsets.UTF_8))
                    .isTrue();
            assertThat(body.headers().values()).allMatch(value -> value.matches("[!-~]+"));
            assertThat(ids.add(event.id())).isTrue();
        }
    }

    @Property(tries = 2_000)
    void answersToBrokenRecords(@ForAll("brokenRecords") byte[] record, @ForAll Optional<InboundFormat> format) {
        // when
        String answer = InboundEvents.decode(Decodings.TENANT, Map.of(), record, Decodings.RECORD_TIME, format)
                .fold(events -> events.get(0).id(), undecodable -> undecodable.detail());

        // then
        assertThat(answer).isNotEmpty();
    }

    @Property(tries = 2_000)
    void answersToRandomBytes(@ForAll("bytes") byte[] bytes, @ForAll InboundFormat format) {
        // when
        Decoding decoding =
                InboundEvents.decode(Decodings.TENANT, Map.of(), bytes, Decodings.RECORD_TIME, Optional.of(format));

        // then
        assertThat(Decodings.undecodable(decoding).detail()).isNotEmpty();
    }
}
