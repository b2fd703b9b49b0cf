package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.language.template.RenderFailure.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the references of one rendering. The first failure stays; after it every value is missing.
 *
 * <p>A filter makes at most {@link BodyTemplate#MAX_OUTPUT} characters, and all of a rendering together at most 16
 * times as many, so that filters cannot multiply a value without end.
 */
final class Evaluator {
    private static final long MAX_WORK = 16L * BodyTemplate.MAX_OUTPUT;

    private final TemplateScope scope;
    private final boolean strict;
    private long work;
    private @Nullable RenderFailure failure;

    Evaluator(TemplateScope scope, boolean strict) {
        this.scope = scope;
        this.strict = strict;
    }

    Optional<RenderFailure> failure() {
        return Optional.ofNullable(failure);
    }

    boolean hasFailed() {
        return failure != null;
    }

    void fail(Reason reason, String detail) {
        if (failure == null) {
            failure = new RenderFailure(reason, detail);
        }
    }

    /** What came out if nothing failed. */
    <T> Rendering<T> result(T value) {
        return failure == null ? new Rendering.Rendered<>(value) : new Rendering.Failed<>(failure);
    }

    /** The value after its filters; missing if it is absent or the evaluation has failed. */
    JsonNode value(Reference reference) {
        JsonNode value = reference.isSecret() ? secret(reference) : scope.value(reference.path());
        for (Filter filter : reference.filters()) {
            if (hasFailed()) {
                return MissingNode.getInstance();
            }
            value = filtered(reference, filter, value);
        }
        if (strict && value.isMissingNode()) {
            fail(Reason.ABSENT, reference.path() + " is absent");
        }
        return hasFailed() ? MissingNode.getInstance() : value;
    }

    /** The value as text; empty if it is absent, {@code null} or the evaluation has failed. */
    String text(Reference reference) {
        return ValueText.of(value(reference));
    }

    private JsonNode secret(Reference reference) {
        Optional<String> secret = scope.secret(reference.name());
        if (secret.isEmpty()) {
            fail(Reason.SECRET, reference.path() + " cannot be read");
            return MissingNode.getInstance();
        }
        return TextNode.valueOf(secret.get());
    }

    private JsonNode filtered(Reference reference, Filter filter, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return filter.ofNothing(value);
        }
        JsonNode made = filter.apply(value.isContainerNode() && filter.takesText() ? spelled(value) : value);
        if (made == null) {
            if (strict) {
                fail(Reason.UNFIT, filter + " does not fit the value of " + reference.path());
            }
            return value;
        }
        int length = made.isTextual() ? made.textValue().length() : 0;
        work += length;
        if (length > BodyTemplate.MAX_OUTPUT || work > MAX_WORK) {
            fail(Reason.TOO_LARGE, filter + " of " + reference.path() + " makes too much text");
        }
        return made;
    }

    private JsonNode spelled(JsonNode container) {
        String text = ValueText.of(container);
        work += text.length();
        return TextNode.valueOf(text);
    }
}
