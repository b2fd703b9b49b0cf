package dev.hearken.registry.replay;

import dev.hearken.registry.access.Caller;
import dev.hearken.registry.idempotency.Answer;
import dev.hearken.registry.idempotency.Once;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Begins a replay, once per idempotency key, and answers with it. */
@Singleton
class ReplayAnswers {
    static final String PATH = "/v1/replays";
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final ReplayService replays;
    private final Once once;
    private final Caller caller;

    ReplayAnswers(ReplayService replays, Once once, Caller caller) {
        this.replays = replays;
        this.once = once;
        this.caller = caller;
    }

    /** 202 with the replay; a repetition gets the first answer again. */
    Response accepted(String path, byte[] body, @Nullable String idempotencyKey, Supplier<ReplayWish> wish) {
        return Once.response(
                once.answer(new Once.Request(caller.tenant(), idempotencyKey, path, body), () -> create(wish.get())));
    }

    private Answer create(ReplayWish wish) {
        Replay replay = replays.create(caller.tenant(), wish, caller.name());
        return new Answer(
                202,
                Map.of(HttpHeaders.LOCATION, PATH + "/" + replay.id()),
                ReplayView.of(replay).toString(),
                false);
    }
}
