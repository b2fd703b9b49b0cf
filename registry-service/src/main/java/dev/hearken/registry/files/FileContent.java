package dev.hearken.registry.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.hearken.model.TenantId;
import dev.hearken.registry.platform.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * What a file says: one listener, or {@code {tenant: default, listeners: [...]}}. A listener is what the API takes, and
 * may have a {@code key}.
 */
sealed interface FileContent {
    /** Case analysis. */
    <T> T fold(Function<Listeners, T> listeners, Function<Faulty, T> faulty);

    /**
     * The file can be read.
     *
     * @param tenant whose listeners they are
     * @param definitions by key, in the order of the file
     */
    record Listeners(TenantId tenant, Map<String, JsonNode> definitions) implements FileContent {
        @Override
        public <T> T fold(Function<Listeners, T> listeners, Function<Faulty, T> faulty) {
            return listeners.apply(this);
        }
    }

    /**
     * The file cannot be used.
     *
     * @param reason one sentence, without anything from the file but its position
     */
    record Faulty(String reason) implements FileContent {
        @Override
        public <T> T fold(Function<Listeners, T> listeners, Function<Faulty, T> faulty) {
            return faulty.apply(this);
        }
    }

    /** Reads a file by the ending of its name. */
    static FileContent of(DefinitionFile file) {
        try {
            byte[] json = file.name().endsWith(".json") ? file.content() : Reader.yaml(file.content());
            return StrictJson.read(json).fold(Reader::content, malformed -> new Faulty(malformed.reason()));
        } catch (JsonProcessingException e) {
            return new Faulty("it is not YAML" + Reader.position(e));
        } catch (IOException e) {
            return new Faulty("it is not YAML");
        }
    }

    /** The steps of {@link #of}. */
    final class Reader {
        private static final String TENANT = "tenant";
        private static final String LISTENERS = "listeners";
        private static final String KEY = "key";
        private static final int MAX_ALIASES = 50;
        private static final int MAX_KEY = 200;

        private static final ObjectReader YAML = new YAMLMapper(
                        YAMLFactory.builder().loaderOptions(options()).build())
                .reader()
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

        private Reader() {}

        private static LoaderOptions options() {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            options.setMaxAliasesForCollections(MAX_ALIASES);
            options.setNestingDepthLimit(StrictJson.MAX_DEPTH);
            return options;
        }

        private static byte[] yaml(byte[] content) throws IOException {
            return YAML.readTree(content).toString().getBytes(StandardCharsets.UTF_8);
        }

        private static String position(JsonProcessingException e) {
            return e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
        }

        private static FileContent content(JsonNode json) {
            if (!json.isObject()) {
                return new Faulty("it must be a listener, or hold 'listeners'");
            }
            ObjectNode rest = ((ObjectNode) json).deepCopy();
            Optional<JsonNode> named = Optional.ofNullable(rest.remove(TENANT));
            if (named.isPresent()
                    && !(named.get().isTextual() && TenantId.isValid(named.get().textValue()))) {
                return new Faulty("its tenant must have the form [a-z0-9][a-z0-9-]{0,62}");
            }
            TenantId tenant =
                    named.map(value -> new TenantId(value.textValue())).orElse(TenantId.DEFAULT);
            if (!rest.has(LISTENERS)) {
                return listeners(tenant, List.of(rest));
            }
            if (rest.size() > 1 || !rest.path(LISTENERS).isArray()) {
                return new Faulty("beside 'tenant' it must hold 'listeners', a list, and nothing else");
            }
            List<JsonNode> entries = new ArrayList<>();
            rest.path(LISTENERS).forEach(entries::add);
            return listeners(tenant, entries);
        }

        private static FileContent listeners(TenantId tenant, List<JsonNode> entries) {
            Map<String, JsonNode> definitions = new LinkedHashMap<>();
            for (JsonNode entry : entries) {
                if (!entry.isObject()) {
                    return new Faulty("an entry of 'listeners' is no listener");
                }
                ObjectNode definition = entry.deepCopy();
                JsonNode given = definition.remove(KEY);
                JsonNode key = given == null ? definition.path("name") : given;
                if (!key.isTextual()
                        || key.textValue().isBlank()
                        || key.textValue().length() > MAX_KEY) {
                    return new Faulty("a listener has neither a name nor a key of at most " + MAX_KEY + " characters");
                }
                if (definitions.put(key.textValue(), definition) != null) {
                    return new Faulty("two listeners have the same key, or the same name and no key");
                }
            }
            return new Listeners(tenant, definitions);
        }
    }
}
