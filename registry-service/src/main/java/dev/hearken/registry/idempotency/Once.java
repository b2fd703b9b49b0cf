package dev.hearken.registry.idempotency;

import dev.hearken.model.TenantId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does the work of a request in one transaction, and once per {@code Idempotency-Key} if there is one. */
@Singleton
public class Once {
    private final IdempotencyService idempotency;

    Once(IdempotencyService idempotency) {
        this.idempotency = idempotency;
    }

    /**
     * Who asks for what.
     *
     * @param key the header's value, absent if there is none
     * @param path of the request
     * @param body of the request
     */
    @SuppressWarnings("ArrayRecordComponent") // lives for one request and is compared nowhere
    public record Request(TenantId tenant, @Nullable String key, String path, byte[] body) {}

    /** The answer of the work, or the one that an earlier request with this key got. */
    @Transactional
    public Answer answer(Request request, Supplier<Answer> work) {
        return request.key() == null
                ? work.get()
                : idempotency.once(
                        new IdempotencyKey(request.tenant(), request.key()),
                        IdempotencyKey.requestHash("POST", request.path(), request.body()),
                        work);
    }

    /** The answer as it goes out. */
    public static Response response(Answer answer) {
        Response.ResponseBuilder response = Response.status(answer.status()).entity(answer.body());
        answer.headers().forEach(response::header);
        if (answer.replayed()) {
            response.header("Idempotency-Replayed", "true");
        }
        return response.build();
    }
}
