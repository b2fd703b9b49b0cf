package dev.hearken.registry.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.registry.platform.StrictJson;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The ready-made listeners, read once. */
@Singleton
public final class Templates {
    private static final List<String> NAMES = List.of(
            "slack",
            "teams",
            "discord",
            "pagerduty",
            "opsgenie",
            "airflow",
            "dbt-cloud",
            "prefect-cloud",
            "prefect",
            "generic");

    private final List<ListenerTemplate> all;

    Templates() {
        this.all = NAMES.stream().map(Templates::load).toList();
    }

    private static ListenerTemplate load(String name) {
        try (InputStream file = Templates.class.getResourceAsStream(name + ".json")) {
            if (file == null) {
                throw new IllegalStateException("the template " + name + " is missing");
            }
            JsonNode document = StrictJson.read(file.readAllBytes()).fold(json -> json, malformed -> {
                throw new IllegalStateException("the template " + name + " is no JSON: " + malformed.reason());
            });
            return new ListenerTemplate((ObjectNode) document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ListenerTemplate> all() {
        return all;
    }

    Optional<ListenerTemplate> find(String name) {
        return all.stream().filter(template -> template.name().equals(name)).findFirst();
    }

    /**
     * The definition that a template makes of a request {@code {"parameters", "overrides"}}; still to be checked as any
     * definition is.
     *
     * @throws ProblemException {@link ProblemType#INVALID_REQUEST} if there is no such template;
     *     {@link ProblemType#INVALID_LISTENER} with pointers such as {@code /parameters/webhookUrl}
     */
    public JsonNode fill(String name, JsonNode request) {
        return find(name)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_REQUEST, "The parameter 'template' must be one of " + NAMES))
                .fill(request);
    }
}
