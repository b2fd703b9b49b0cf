package dev.hearken.language.template;

import dev.hearken.language.template.RenderFailure.Reason;
import dev.hearken.model.WellFormedText;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SecretSlot;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes one body, up to its limit. */
final class BodyOutput {
    private final Evaluator evaluator;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final List<SecretSlot> slots = new ArrayList<>();

    BodyOutput(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    void fixed(byte[] text) {
        write(text);
    }

    void insertion(Segment.Insertion insertion) {
        Reference reference = insertion.reference();
        if (reference.isSecret()) {
            slots.add(new SecretSlot(bytes.size(), reference.toString(), insertion.escaping()));
        } else {
            String text = evaluator.text(reference);
            text(fits(text) ? insertion.escaping().escape(text) : text);
        }
    }

    void jsonValue(Reference reference) {
        var value = evaluator.value(reference);
        text(value.isMissingNode() ? "null" : WellFormedText.inJson(value.toString()));
    }

    private boolean fits(String text) {
        return text.length() <= BodyTemplate.MAX_OUTPUT - bytes.size();
    }

    private void text(String text) {
        if (fits(text)) {
            write(text.getBytes(StandardCharsets.UTF_8));
        } else {
            tooLarge();
        }
    }

    private void write(byte[] more) {
        if (more.length > BodyTemplate.MAX_OUTPUT - bytes.size()) {
            tooLarge();
        } else if (!evaluator.hasFailed()) {
            bytes.writeBytes(more);
        }
    }

    private void tooLarge() {
        evaluator.fail(Reason.TOO_LARGE, "the body is larger than " + BodyTemplate.MAX_OUTPUT + " bytes");
    }

    RenderedBody body(String contentType) {
        return new RenderedBody(contentType, bytes.toByteArray(), slots);
    }
}
