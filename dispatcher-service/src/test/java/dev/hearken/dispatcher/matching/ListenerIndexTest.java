package dev.hearken.dispatcher.matching;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hearken.dispatcher.catalog.Candidate;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.Workflow;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.Auth;
import dev.hearken.model.listener.DeliveryPolicy;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.Selector;
import dev.hearken.model.listener.Signing;
import dev.hearken.model.listener.StatusRanges;
import dev.hearken.model.listener.TlsOptions;
import dev.hearken.secret.EncryptedSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerIndexTest {
    private static final List<String> EVENTS =
            List.of("execution.*", "task.failed", "TASK", "*.succeeded", "on-task-error");
    private static final List<String> WORDS = List.of("a", "b", "ab", "a*", "?b", "*");
    private static final List<TenantId> TENANTS = List.of(TenantId.DEFAULT, new TenantId("other"));

    private final Random random = new Random(20260107);

    @Test
    void findsWhatAScanOfAllListenersFindsAndEachOnce() {
        for (int round = 0; round < 50; round++) {
            // given
            List<CatalogEntry> entries =
                    IntStream.range(0, 60).mapToObj(this::entry).toList();
            ListenerIndex index = new ListenerIndex(entries);

            for (int i = 0; i < 100; i++) {
                // when
                WorkflowEvent event = event();
                List<Candidate> found = index.match(event);

                // then
                assertThat(found)
                        .containsExactlyInAnyOrderElementsOf(entries.stream()
                                .filter(entry -> entry.listener().tenant().equals(event.tenant()))
                                .filter(entry -> entry.listener().definition().enabled())
                                .filter(entry -> entry.selects(event))
                                .toList());
            }
        }
    }

    private CatalogEntry entry(int number) {
        Selector selector =
                new Selector(some(EVENTS), some(WORDS), some(WORDS), some(WORDS), some(WORDS), some(WORDS), Map.of());
        HttpCallback callback = new HttpCallback(
                HttpCallback.Method.POST,
                "http://example.com/",
                Map.of(),
                null,
                HttpCallback.Format.EVENT,
                false,
                HttpCallback.DEFAULT_TAIL,
                Duration.ofSeconds(1),
                StatusRanges.SUCCESS,
                Signing.NONE,
                Auth.NONE,
                TlsOptions.DEFAULT);
        ListenerDefinition definition = new ListenerDefinition(
                "n",
                null,
                random.nextInt(5) > 0,
                Map.of(),
                selector,
                List.of(),
                null,
                List.of(),
                callback,
                DeliveryPolicy.DEFAULT);
        Listener listener = new Listener(
                TENANTS.get(random.nextInt(2)),
                new ListenerId("01HZZZZZZZZZZZZZZZZZZZ%04d".formatted(number)),
                1,
                false,
                definition,
                new EncryptedSecret("v1:k:AAAA"));
        return CatalogEntry.of(listener, Optional.empty());
    }

    private List<String> some(List<String> words) {
        return random.nextInt(3) > 0
                ? List.of()
                : random.ints(1 + random.nextInt(2), 0, words.size())
                        .mapToObj(words::get)
                        .toList();
    }

    private WorkflowEvent event() {
        return new WorkflowEvent(
                TENANTS.get(random.nextInt(2)),
                "1",
                "/s",
                EventType.values()[random.nextInt(EventType.values().length)],
                Instant.EPOCH,
                new Workflow(
                        word(), random.nextBoolean() ? word() : null, random.nextBoolean() ? word() : null, Map.of()),
                word(),
                random.nextBoolean() ? word() : null,
                JsonNodeFactory.instance.objectNode());
    }

    private String word() {
        return List.of("a", "b", "ab", "bb", "c").get(random.nextInt(5));
    }
}
