package dev.hearken.registry.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.EventJson;
import dev.hearken.language.EventScope;
import dev.hearken.language.Trigger;
import dev.hearken.language.template.References;
import dev.hearken.language.template.RenderFailure;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.Listener;
import dev.hearken.registry.variable.TenantNames;
import dev.hearken.rendering.BodyRenderer;
import dev.hearken.rendering.CallbackSource;
import dev.hearken.rendering.RenderedRequest;
import dev.hearken.rendering.RequestRenderer;
import dev.hearken.signing.AsymmetricKey;
import dev.hearken.signing.SignatureScheme;
import dev.hearken.signing.SigningKey;
import dev.hearken.signing.SigningKeys;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Judges and renders as a dispatcher would, with masks for secrets. */
@Singleton
class PreviewService {
    private static final SigningKeys NO_SECRET = SigningKeys.of(SigningKey.of(new byte[32]));

    private final TenantNames names;
    private final RequestRenderer requests;
    private final Clock clock;
    private final SecureRandom random;

    PreviewService(
            TenantNames names,
            @ConfigProperty(name = "quarkus.application.version") String version,
            Clock clock,
            SecureRandom random) {
        this.names = names;
        this.requests = new RequestRenderer(version, clock, random);
        this.clock = clock;
        this.random = random;
    }

    /** What would happen if the event came now. */
    ObjectNode preview(Listener listener, SampleEvent sample) {
        Instant now = clock.instant();
        Trigger trigger = Trigger.of(listener.definition());
        EventScope scope = new EventScope(sample.event(), sample.bytes());
        boolean enabled = listener.definition().enabled();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        Optional<Instant> held =
                trigger.decide(scope, now).fold(Optional::empty, Optional::of, error -> Optional.<Instant>empty());
        boolean fires = trigger.decide(scope, now).fold(() -> true, until -> true, error -> false);
        answer.put("matches", enabled && fires);
        answer.put("heldUntil", held.map(Instant::toString).orElse(null));
        ArrayNode because = answer.putArray("because");
        if (!enabled) {
            add(because, new Trigger.Line("enabled", false, "the listener is disabled: events pass by"));
        }
        trigger.explain(scope, now).forEach(line -> add(because, line));
        Map<String, String> variables = names.variables(listener.tenant());
        missing(answer, listener, variables.keySet());
        request(answer, listener, sample, variables, now);
        return answer;
    }

    private static void add(ArrayNode because, Trigger.Line line) {
        because.addObject().put("part", line.part()).put("holds", line.holds()).put("detail", line.detail());
    }

    private void missing(ObjectNode answer, Listener listener, Set<String> variables) {
        References references = listener.definition().references();
        Set<String> secrets = names.secrets(listener.tenant());
        ObjectNode missing = answer.putObject("missing");
        addAbsent(missing.putArray("variables"), references.variables(), variables);
        addAbsent(missing.putArray("secrets"), references.secrets(), secrets);
    }

    private static void addAbsent(ArrayNode absent, Set<String> named, Set<String> known) {
        named.stream().filter(name -> !known.contains(name)).sorted().forEach(absent::add);
    }

    private void request(
            ObjectNode answer, Listener listener, SampleEvent sample, Map<String, String> variables, Instant now) {
        CallbackSource source = CallbackSource.of(listener, Optional.of(keys(listener)));
        TenantId tenant = listener.tenant();
        DeliveryId id =
                DeliveryId.of(tenant, sample.event().source(), sample.event().id(), listener.id());
        new BodyRenderer(sample.event(), sample.bytes(), variables, now)
                .render(source, id)
                .then(body ->
                        requests.render(delivery(id, listener, sample, body, now), source, new MaskedValues(variables)))
                .fold(
                        request -> answer.set("request", json(request, source)),
                        failure -> answer.set("failure", json(failure)));
    }

    /** Some key of the kind that is needed: its signature is masked. */
    private SigningKeys keys(Listener listener) {
        return switch (listener.definition()
                .callback()
                .<SignatureScheme>fold(http -> http.signing().scheme())) {
            case V1 -> NO_SECRET;
            case V1A -> SigningKeys.of(AsymmetricKey.generate(random));
        };
    }

    private static Delivery delivery(
            DeliveryId id, Listener listener, SampleEvent sample, RenderedBody body, Instant now) {
        return new Delivery(
                id,
                listener.tenant(),
                listener.id(),
                sample.event().id(),
                sample.event().type().wireName(),
                new SourceRecord("preview", 0, 0, null, Map.of(), sample.bytes()),
                body,
                now,
                now,
                List.of());
    }

    private static ObjectNode json(RenderFailure failure) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("reason", failure.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("detail", failure.detail());
    }

    private static ObjectNode json(RenderedRequest request, CallbackSource source) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("method", request.method().name());
        json.put("url", request.url().toString());
        ObjectNode headers = json.putObject("headers");
        request.headers().forEach(headers::put);
        mask(headers, "webhook-signature");
        if (request.credentials().isPresent()) {
            headers.put("Authorization", "Bearer " + MaskedValues.MASK);
        }
        source.callback()
                .signing()
                .fold(() -> "", () -> "", hmac -> mask(headers, hmac.form().header()));
        if (request.body().length > 0) {
            String text = new String(request.body(), StandardCharsets.UTF_8);
            Optional<ObjectNode> body = EventJson.object(request.body());
            json.set(
                    "body",
                    body.<JsonNode>map(object -> object).orElseGet(() -> JsonNodeFactory.instance.textNode(text)));
            json.put("bodyText", text);
        }
        return json.put("timeout", request.timeout().toString());
    }

    private static String mask(ObjectNode headers, String name) {
        if (headers.has(name)) {
            headers.put(name, MaskedValues.MASK);
        }
        return name;
    }
}
