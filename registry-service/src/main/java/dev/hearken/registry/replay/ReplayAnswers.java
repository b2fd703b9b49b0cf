package dev.hearken.registry.replay;

import dev.hearken.registry.access.Caller;
import dev.hearken.registry.idempotency.Answer;
import dev.hearken.registry.idempotency.IdempotencyKey;
import dev.hearken.registry.idempotency.IdempotencyService;
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
    private final IdempotencyService idempotency;
    private final Caller caller;

    ReplayAnswers(ReplayService replays, IdempotencyService idempotency, Caller caller) {
        this.replays = replays;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** 202 with the replay; a repetition gets the first answer again. */
    Response accepted(String path, byte[] body, @Nullable String idempotencyKey, Supplier<ReplayWish> wish) {
        Answer answer = idempotencyKey == null
                ? create(wish.get())
                : idempotency.once(
                        new IdempotencyKey(caller.tenant(), idempotencyKey),
                        IdempotencyKey.requestHash("POST", path, body),
                        () -> create(wish.get()));
        Response.ResponseBuilder response = Response.status(answer.status()).entity(answer.body());
        answer.headers().forEach(response::header);
        if (answer.replayed()) {
            response.header("Idempotency-Replayed", "true");
        }
        return response.build();
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
