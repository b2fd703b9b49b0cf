package dev.hearken.model.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.Golden;
import dev.hearken.Seeded;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.model.listener.RandomDefinitions;
import dev.hearken.model.listener.SealedKey;
import dev.hearken.model.listener.SealedKeys;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.signing.SignatureScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogRecordTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CatalogKey KEY =
            CatalogKey.of(new TenantId("acme"), new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"));

    private static Listener listener(ListenerDefinition definition) {
        return new Listener(
                new TenantId("acme"),
                new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"),
                4,
                true,
                definition,
                new EncryptedSecret("v1:k1:AAECAwQFBgcICQoL"));
    }

    private static ListenerDefinition definition() {
        try {
            return ListenerJson.read(JSON.readTree(Golden.read("listener-full.json")), UnknownFields.REFUSED)
                    .fold(Function.identity(), errors -> {
                        throw new AssertionError(errors);
                    });
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode json() {
        try {
            return (ObjectNode) JSON.readTree(CatalogRecord.write(listener(definition())));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Listener decoded(byte[] value) {
        return decoded(KEY, value);
    }

    private static Listener decoded(CatalogKey key, byte[] value) {
        return CatalogRecord.read(key, value).fold(Function.identity(), variable -> null, secret -> null, reason -> {
            throw new AssertionError(reason);
        });
    }

    private static String fault(byte[] value) {
        return CatalogRecord.read(KEY, value)
                .fold(listener -> "none", variable -> "none", secret -> "none", Function.identity());
    }

    @Test
    void readsWhatItWroteOfVariablesAndSecrets() {
        // given
        TenantId tenant = new TenantId("acme");
        VariableName name = new VariableName("airflow_host");
        Variable variable = new Variable(tenant, name, 7, "airflow.example.com \u00e9");
        Secret secret = new Secret(tenant, name, 8, new EncryptedSecret("v1:k1:AAEC"));

        // when
        CatalogRecord.Read readVariable =
                CatalogRecord.read(CatalogKey.ofVariable(tenant, name), CatalogRecord.write(variable));
        CatalogRecord.Read readSecret =
                CatalogRecord.read(CatalogKey.ofSecret(tenant, name), CatalogRecord.write(secret));

        // then
        assertThat(readVariable).isEqualTo(new CatalogRecord.Read.OfVariable(variable));
        assertThat(readSecret).isEqualTo(new CatalogRecord.Read.OfSecret(secret));
    }

    @Test
    void refusesAnObjectUnderAnothersKey() {
        // given
        TenantId tenant = new TenantId("acme");
        Variable variable = new Variable(tenant, new VariableName("a"), 1, "x");

        // when
        CatalogRecord.Read read =
                CatalogRecord.read(CatalogKey.ofVariable(tenant, new VariableName("b")), CatalogRecord.write(variable));

        // then
        assertThat(read).isInstanceOf(CatalogRecord.Read.Undecodable.class);
    }

    @Test
    void readsWhatItWroteOfRandomListeners() {
        // given
        Random random = Seeded.random(CatalogRecordTest.class);
        RandomDefinitions definitions = new RandomDefinitions(random);
        for (int round = 0; round < 2_000; round++) {
            Listener listener = new Listener(
                    new TenantId("t" + random.nextInt(10)),
                    new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"),
                    round == 0 ? Long.MAX_VALUE : 1 + random.nextInt(),
                    random.nextBoolean(),
                    definitions.next(),
                    new EncryptedSecret("v1:k1:AAEC"));
            if (listener.revision() < 1) {
                continue;
            }

            // when
            Listener read = decoded(CatalogKey.of(listener.tenant(), listener.id()), CatalogRecord.write(listener));

            // then
            assertThat(read).isEqualTo(listener);
        }
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() throws IOException {
        // given
        ObjectNode json = json();
        json.put("future", 1);
        ((ObjectNode) json.path("definition")).put("future", 1);
        ((ObjectNode) json.at("/definition/callback")).put("future", 1);

        // when
        Listener read = decoded(JSON.writeValueAsBytes(json));

        // then
        assertThat(read).isEqualTo(listener(definition()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.10", "1.0", "1E400", "-1E-400", "12345678901234567890.123456789012345678901234567890"})
    void keepsTheNumbersOfABody(String number) {
        // given
        String json = json().toString().replace("\"rows\":120", "\"rows\":" + number);

        // when
        Listener read = decoded(json.getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(read.definition().callback().fold(HttpCallback::body).path("rows"))
                .hasToString(number.replace("E4", "E+4"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            tenant        | null
            tenant        | "A"
            tenant        | 5
            id            | null
            id            | "01"
            revision      | null
            revision      | "4"
            revision      | 0
            revision      | -1
            revision      | 4.5
            revision      | 9223372036854775808
            paused        | null
            paused        | "true"
            paused        | 1
            signingSecret | null
            signingSecret | "whsec_x"
            definition    | null
            definition    | []
            definition    | {"name": "n"}
            """, delimiter = '|')
    void refusesAListenerThatLacksAValueOrHasOneOfAnotherForm(String field, String value) throws IOException {
        // given
        ObjectNode wrong = json();
        wrong.set(field, JSON.readTree(value));
        ObjectNode absent = json();
        absent.remove(field);

        // when
        String fault = fault(JSON.writeValueAsBytes(wrong));
        String faultOfAbsent = fault(JSON.writeValueAsBytes(absent));

        // then
        assertThat(fault).isNotEqualTo("none").isNotEqualTo("not JSON");
        assertThat(faultOfAbsent).isNotEqualTo("none").isNotEqualTo("not JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "1", "\"x\"", "{}", "{", "{}{}", "\0", "1E99999999999", "[1E2147483648]"})
    void refusesWhatIsNoListener(String text) {
        // when
        String fault = fault(text.getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(fault).isNotEqualTo("none");
    }

    @Test
    void refusesBrokenJsonAfterAListener() {
        // given
        byte[] value = (json() + "x").getBytes(StandardCharsets.UTF_8);

        // when
        String fault = fault(value);

        // then
        assertThat(fault).isEqualTo("not JSON");
    }

    @Test
    @Timeout(60) // a guard against hanging
    void neverThrowsOnDeepOrDamagedBytes() {
        // given
        Random random = Seeded.random(CatalogRecordTest.class);
        byte[] valid = CatalogRecord.write(listener(definition()));
        assertThat(fault("[".repeat(100_000).getBytes(StandardCharsets.UTF_8))).isEqualTo("not JSON");
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = round % 4 == 0 ? new byte[random.nextInt(64)] : valid.clone();
            if (round % 4 == 0) {
                random.nextBytes(bytes);
            } else {
                bytes = Arrays.copyOf(bytes, round % 4 == 1 ? random.nextInt(bytes.length) : bytes.length);
                for (int i = random.nextInt(5); i > 0 && bytes.length > 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }

            // when
            CatalogRecord.Read read = CatalogRecord.read(KEY, bytes);

            // then
            assertThat(read).isNotNull();
        }
    }

    @Test
    void keepsItsForm() {
        // given
        Listener listener = listener(definition());

        // when
        byte[] value = CatalogRecord.write(listener);

        // then
        assertThat(value).asString().isEqualTo(Golden.read("catalog-record.json"));
    }

    @Test
    void keepsTheFormOfKeysThatOverlap() {
        // given
        Listener listener = rotating();

        // when
        byte[] value = CatalogRecord.write(listener);

        // then
        assertThat(value).asString().isEqualTo(Golden.read("catalog-record-rotating.json"));
        Listener read = CatalogRecord.read(KEY, value)
                .fold(
                        found -> found,
                        variable -> unexpected(variable),
                        secret -> unexpected(secret),
                        reason -> unexpected(reason));
        assertThat(read).isEqualTo(listener);
    }

    private static Listener unexpected(Object other) {
        throw new AssertionError(other);
    }

    private static Listener rotating() {
        SealedKeys before = SealedKeys.of(new EncryptedSecret("v1:k1:AAECAwQFBgcICQoL"));
        SealedKey pair = new SealedKey(SignatureScheme.V1A, new EncryptedSecret("v1:k1:BBECAwQFBgcICQoL"));
        Instant now = Instant.parse("2026-01-07T02:14:27Z");
        return new Listener(
                new TenantId("acme"),
                new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"),
                4,
                true,
                definition(),
                before.rotated(pair, now, now.plusSeconds(3600)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "signingScheme          | 'v2'",
                "previousSigningSecrets | {}",
                "previousSigningSecrets | [7]",
                "previousSigningSecrets | [{'scheme': 'v1', 'secret': 'v1:k1:AAECAwQFBgcICQoL'}]",
                "previousSigningSecrets | [{'scheme': 'v1', 'secret': 'whsec_AA', 'until': '2026-01-07T02:14:27Z'}]",
                "previousSigningSecrets | [{'scheme': 'v2', 'secret': 'v1:k1:AAEC', 'until': '2026-01-07T02:14:27Z'}]"
            },
            quoteCharacter = '§')
    void refusesKeysThatAreNone(String field, String value) throws IOException {
        // given
        ObjectNode json = json();
        json.set(field, JSON.readTree(value.replace('\'', '"')));

        // when
        boolean readable = CatalogRecord.read(KEY, JSON.writeValueAsBytes(json))
                .fold(listener -> true, variable -> true, secret -> true, reason -> false);

        // then
        assertThat(readable).isFalse();
    }

    @Test
    void holdsNoMoreOfTheSecretThanItsCiphertext() {
        // given
        Listener listener = listener(definition());

        // when
        String text = listener.toString();

        // then
        assertThat(text).contains("EncryptedSecret[k1]").doesNotContain("AAECAwQFBgcICQoL");
    }
}
