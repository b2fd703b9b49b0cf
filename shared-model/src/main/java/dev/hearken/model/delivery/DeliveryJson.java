package dev.hearken.model.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;

/**
 * The records of this package as JSON: times RFC 3339 in UTC, bytes base64, absent values left out. A name of an enum
 * that this version does not know is read as that enum's default.
 */
public final class DeliveryJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule().addSerializer(byte[].class, new Base64Bytes()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // What else must be there, the records themselves insist on: Jackson's own check refuses @Nullable too.
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private DeliveryJson() {}

    /** By the JDK's encoder, for which the JVM has code of its own: it takes a third of the generator's time. */
    private static final class Base64Bytes extends JsonSerializer<byte[]> {
        @Override
        public void serialize(byte[] value, JsonGenerator json, SerializerProvider provider) throws IOException {
            byte[] text = Base64.getEncoder().encode(value);
            json.writeRawUTF8String(text, 0, text.length);
        }
    }

    /** Writes an attempt record. */
    public static byte[] write(AttemptRecord attempt) {
        return AttemptJson.write(attempt);
    }

    /** Writes a bundle. */
    public static byte[] write(Bundle bundle) {
        return BundleJson.write(bundle);
    }

    /** Writes a delivery, a dead letter, a listener's state or a condition's failure. */
    public static byte[] write(Record value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a record of this package can always be written", e);
        }
    }

    /** Reads what {@link #write} wrote; empty if the bytes are no such record or a required value is absent. */
    public static <T extends Record> Optional<T> read(byte[] json, Class<T> type) {
        try {
            return Optional.ofNullable(JSON.readValue(json, type));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
