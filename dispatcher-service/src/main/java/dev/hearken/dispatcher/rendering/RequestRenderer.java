package dev.hearken.dispatcher.rendering;

import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.catalog.CatalogSnapshot;
import dev.hearken.language.template.AuthorizationTemplate;
import dev.hearken.language.template.CallbackScope;
import dev.hearken.language.template.CallbackScope.DeliveryFacts;
import dev.hearken.language.template.CallbackScope.ListenerFacts;
import dev.hearken.language.template.HeaderTemplate;
import dev.hearken.language.template.RenderFailure;
import dev.hearken.language.template.RenderFailure.Reason;
import dev.hearken.language.template.Rendering;
import dev.hearken.language.template.Rendering.Failed;
import dev.hearken.language.template.Rendering.Rendered;
import dev.hearken.language.template.SecretFiller;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.listener.HttpCallback;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the request of one attempt from the delivery's body and the listener's current url, headers, variables and
 * secrets.
 */
@ApplicationScoped
public class RequestRenderer {
    private final Catalog catalog;
    private final RequestHeaders standard;
    private final RequestSigner signer;

    RequestRenderer(Catalog catalog, RequestHeaders standard, RequestSigner signer) {
        this.catalog = catalog;
        this.standard = standard;
        this.signer = signer;
    }

    /** The signed request of the next attempt, or why there is none; what must be signed is never sent unsigned. */
    public Rendering<SignedRequest> render(Delivery delivery, CatalogEntry entry) {
        CatalogSnapshot values = catalog.current();
        CallbackScope scope = scope(delivery, entry, values);
        HttpCallback callback = entry.callback();
        return entry.templates()
                .url()
                .render(scope, callback.strict())
                .then(url -> body(delivery, values)
                        .then(body -> headers(delivery, entry, scope)
                                .then(headers -> signer.sign(delivery, entry, values, headers, body)
                                        .then(signature -> {
                                            headers.putAll(signature);
                                            return new Rendered<>(new SignedRequest(
                                                    callback.method(), url, headers, body, callback.timeout()));
                                        }))));
    }

    private static CallbackScope scope(Delivery delivery, CatalogEntry entry, CatalogSnapshot values) {
        TenantId tenant = delivery.tenant();
        return new CallbackScope(
                () -> SourceEvents.of(delivery, entry.callback().tail()),
                values.variables(tenant),
                ListenerFacts.of(entry.listener()),
                new DeliveryFacts(delivery.id(), delivery.nextAttempt(), delivery.createdAt()),
                name -> values.secret(tenant, name));
    }

    private static Rendering<byte[]> body(Delivery delivery, CatalogSnapshot values) {
        return SecretFiller.fill(delivery.body(), name -> values.secret(delivery.tenant(), name))
                .fold(
                        Rendered::new,
                        missing -> new Failed<>(new RenderFailure(
                                Reason.SECRET, "secrets." + missing + " is not there or not usable")));
    }

    /** Names in any case, so that what Hearken sets wins over what a listener spells otherwise. */
    private Rendering<Map<String, String>> headers(Delivery delivery, CatalogEntry entry, CallbackScope scope) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String contentType = delivery.body().contentType();
        if (!contentType.isEmpty()) {
            headers.put("Content-Type", contentType);
        }
        headers.putAll(delivery.body().headers());
        for (Map.Entry<String, HeaderTemplate> own : entry.templates().headers().entrySet()) {
            Optional<RenderFailure> failure = put(
                    headers,
                    own.getKey(),
                    own.getValue().render(scope, entry.callback().strict()));
            if (failure.isPresent()) {
                return new Failed<>(failure.get());
            }
        }
        Optional<AuthorizationTemplate> authorization = entry.templates().authorization();
        Optional<RenderFailure> failure =
                authorization.flatMap(template -> put(headers, "Authorization", template.render(scope)));
        if (failure.isPresent()) {
            return new Failed<>(failure.get());
        }
        headers.putAll(standard.of(delivery));
        return new Rendered<>(headers);
    }

    private static Optional<RenderFailure> put(Map<String, String> headers, String name, Rendering<String> value) {
        return value.fold(
                text -> {
                    headers.put(name, text);
                    return Optional.empty();
                },
                failure ->
                        Optional.of(new RenderFailure(failure.reason(), "header " + name + ": " + failure.detail())));
    }
}
