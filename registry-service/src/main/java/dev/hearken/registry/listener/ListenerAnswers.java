package dev.hearken.registry.listener;

import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.platform.Precondition;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** What the resources of this feature have in common. */
final class ListenerAnswers {
    private ListenerAnswers() {}

    /**
     * The id in a path.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} if no listener can have such an id
     */
    static ListenerId idOf(String text) {
        if (!ListenerId.isValid(text)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no listener with this id");
        }
        return new ListenerId(text);
    }

    /** The listener with its entity tag. */
    static Response view(RegisteredListener listener) {
        return Response.ok(ListenerView.of(listener).toString())
                .header(HttpHeaders.ETAG, Precondition.tag(listener.listener().revision()))
                .build();
    }
}
