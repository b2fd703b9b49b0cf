package dev.hearken.dispatcher.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.Workflow;
import dev.hearken.model.event.WorkflowEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventGroupTest {
    private final List<String> begun = new ArrayList<>();
    private final List<CompletableFuture<Void>> underWay = new ArrayList<>();

    private static List<WorkflowEvent> events(int count) {
        return IntStream.range(0, count).mapToObj(EventGroupTest::event).toList();
    }

    private static WorkflowEvent event(int index) {
        return new WorkflowEvent(
                TenantId.DEFAULT,
                "record#" + index,
                "factotum",
                EventType.TASK_STARTED,
                Instant.EPOCH,
                new Workflow("w", null, null, Map.of()),
                "e",
                "t",
                JsonNodeFactory.instance.objectNode());
    }

    private UniAssertSubscriber<Void> settle(int count) {
        return EventGroup.settle(events(count), this::dispatch)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private Uni<Void> dispatch(WorkflowEvent event) {
        begun.add(event.id());
        CompletableFuture<Void> settled = new CompletableFuture<>();
        underWay.add(settled);
        return Uni.createFrom().completionStage(settled);
    }

    @Test
    void isDoneWhenTheLastEventIsSettled() {
        // given
        UniAssertSubscriber<Void> record = settle(3);
        underWay.get(2).complete(null);
        underWay.get(0).complete(null);
        record.assertNotTerminated();

        // when
        underWay.get(1).complete(null);

        // then
        record.assertCompleted();
        assertThat(begun).containsExactly("record#0", "record#1", "record#2");
    }

    @Test
    void isDoneWithItsOnlyEvent() {
        // given
        UniAssertSubscriber<Void> record = settle(1);
        record.assertNotTerminated();

        // when
        underWay.get(0).complete(null);

        // then
        record.assertCompleted();
    }

    @Test
    void failsAfterTheOthersHaveBeenTried() {
        // given
        UniAssertSubscriber<Void> record = settle(3);
        underWay.get(0).completeExceptionally(new IllegalStateException("first"));
        underWay.get(1).complete(null);
        record.assertNotTerminated();

        // when
        underWay.get(2).complete(null);

        // then
        record.assertFailedWith(IllegalStateException.class, "first");
    }

    @Test
    void boundsTheEventsThatAreUnderWay() {
        // given
        UniAssertSubscriber<Void> record = settle(EventGroup.AT_ONCE + 2);
        assertThat(begun).hasSize(EventGroup.AT_ONCE);

        // when
        for (int i = 0; i < underWay.size(); i++) {
            underWay.get(i).complete(null);
        }

        // then
        record.assertCompleted();
        assertThat(begun).hasSize(EventGroup.AT_ONCE + 2);
    }
}
