package dev.hearken.model.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes bundles, in which there may be as many deliveries as events come in: the same bytes as the mapper of
 * {@link DeliveryJson} in less time.
 */
final class BundleJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int ITEM_BYTES = 256;

    private final JsonGenerator json;

    private BundleJson(JsonGenerator json) {
        this.json = json;
    }

    static byte[] write(Bundle bundle) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((bundle.items().size() + 1) * ITEM_BYTES);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            new BundleJson(json).bundle(bundle);
        } catch (IOException e) {
            throw new UncheckedIOException("a bundle can always be written", e);
        }
        return bytes.toByteArray();
    }

    private void bundle(Bundle bundle) throws IOException {
        json.writeStartObject();
        json.writeStringField("tenant", bundle.tenant().value());
        json.writeStringField("listener", bundle.listener().value());
        json.writeStringField("topic", bundle.topic());
        if (bundle.format() != null) {
            json.writeStringField("format", bundle.format());
        }
        json.writeStringField("oldest", bundle.oldest().toString());
        json.writeStringField("at", bundle.at().toString());
        json.writeStringField("due", bundle.due().toString());
        json.writeArrayFieldStart("items");
        for (Bundle.Item item : bundle.items()) {
            item(item);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void item(Bundle.Item item) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", item.id().value());
        json.writeNumberField("partition", item.partition());
        json.writeNumberField("offset", item.offset());
        json.writeStringField("eventId", item.eventId());
        json.writeStringField("eventType", item.eventType());
        Subject subject = item.subject();
        if (subject != null) {
            json.writeObjectFieldStart("subject");
            json.writeStringField("workflow", subject.workflow());
            json.writeStringField("execution", subject.execution());
            if (subject.task() != null) {
                json.writeStringField("task", subject.task());
            }
            json.writeEndObject();
        }
        json.writeStringField("createdAt", item.createdAt().toString());
        json.writeEndObject();
    }
}
