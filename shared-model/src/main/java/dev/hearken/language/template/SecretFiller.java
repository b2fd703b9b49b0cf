package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.hearken.language.VariablePath;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SecretSlot;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** Puts the secrets into a rendered body, for one attempt. */
public final class SecretFiller {
    private SecretFiller() {}

    /** The bytes to send, or why there are none. */
    public sealed interface Filling {
        /** Case analysis; missing gets the name of the secret. */
        <T> T fold(Function<byte[], T> filled, Function<String, T> missing);
    }

    /** The body with its secrets. */
    @SuppressWarnings("ArrayRecordComponent") // lives for one attempt and is compared nowhere
    public record Filled(byte[] bytes) implements Filling {
        @Override
        public <T> T fold(Function<byte[], T> filled, Function<String, T> missing) {
            return filled.apply(bytes);
        }
    }

    /**
     * A secret is not there, cannot be read, or is not usable as its reference says.
     *
     * @param name the secret's name
     */
    public record Missing(String name) implements Filling {
        @Override
        public <T> T fold(Function<byte[], T> filled, Function<String, T> missing) {
            return missing.apply(name);
        }
    }

    /** Fills the slots; a body without slots keeps its bytes. For a preview, look up {@code ***} for every name. */
    public static Filling fill(RenderedBody body, Function<String, Optional<String>> secrets) {
        if (body.slots().isEmpty()) {
            return new Filled(body.bytes());
        }
        // One for all slots, whose bounds so hold for the whole body.
        Evaluator evaluator = new Evaluator(new SecretsOnly(secrets), false);
        ByteArrayOutputStream filled = new ByteArrayOutputStream(body.bytes().length + 256);
        int from = 0;
        for (SecretSlot slot : body.slots()) {
            filled.write(body.bytes(), from, slot.offset() - from);
            from = slot.offset();
            Optional<String> text = text(slot.reference(), evaluator);
            if (text.isEmpty()) {
                return new Missing(name(slot.reference()));
            }
            filled.writeBytes(slot.escaping().escape(text.get()).getBytes(StandardCharsets.UTF_8));
        }
        filled.write(body.bytes(), from, body.bytes().length - from);
        return new Filled(filled.toByteArray());
    }

    private static Optional<Reference> secret(String reference) {
        return Template.parse(reference)
                .<Optional<Reference>>fold(Template::onlyReference, malformed -> Optional.empty())
                .filter(Reference::isSecret);
    }

    private static Optional<String> text(String slot, Evaluator evaluator) {
        Optional<String> text = secret(slot).map(evaluator::text);
        return evaluator.hasFailed() ? Optional.empty() : text;
    }

    private static String name(String slot) {
        return secret(slot).map(Reference::name).orElse(slot);
    }

    private record SecretsOnly(Function<String, Optional<String>> secrets) implements TemplateScope {
        @Override
        public JsonNode value(VariablePath path) {
            return MissingNode.getInstance();
        }

        @Override
        public Optional<String> secret(String name) {
            return secrets.apply(name);
        }
    }
}
