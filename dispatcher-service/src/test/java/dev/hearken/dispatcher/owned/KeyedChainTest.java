package dev.hearken.dispatcher.owned;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyedChainTest {
    private final KeyedChain chain = new KeyedChain();
    private final List<String> begun = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();

    @Test
    void beginsTheNextOfAKeyWhenTheOneBeforeIsDone() {
        // given
        CompletableFuture<Void> first = run("a", "a1");
        CompletableFuture<Void> second = run("a", "a2");
        run("a", "a3");
        run("b", "b1");
        assertThat(begun).containsExactly("a1", "b1");

        // when
        first.complete(null);
        second.complete(null);

        // then
        assertThat(begun).containsExactly("a1", "b1", "a2", "a3");
        assertThat(ended).containsExactly("a1", "a2");
    }

    @Test
    void goesOnAfterAFailure() {
        // given
        CompletableFuture<Void> first = run("a", "a1");
        run("a", "a2").complete(null);

        // when
        first.completeExceptionally(new IllegalStateException("broken"));

        // then
        assertThat(begun).containsExactly("a1", "a2");
        assertThat(ended).containsExactlyInAnyOrder("a1: broken", "a2");
    }

    private CompletableFuture<Void> run(String key, String name) {
        CompletableFuture<Void> work = new CompletableFuture<>();
        chain.run(key, () -> {
                    begun.add(name);
                    return Uni.createFrom().completionStage(work);
                })
                .subscribe()
                .with(done -> ended.add(name), e -> ended.add(name + ": " + e.getMessage()));
        return work;
    }
}
