package dev.hearken.rendering;

import dev.hearken.language.EventScope;
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
import dev.hearken.language.template.UrlTemplate;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.TlsOptions;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes the request of one attempt from the delivery's body and the listener's current url, headers, variables and
 * secrets.
 */
public final class RequestRenderer {
    private final StandardHeaders standard;
    private final RequestSigner signer;

    /**
     * A renderer.
     *
     * @param version of Hearken, for the header {@code User-Agent}
     * @param time of the attempts
     * @param random for ids of spans and traces
     */
    public RequestRenderer(String version, InstantSource time, RandomGenerator random) {
        this.standard = new StandardHeaders(version, time, random);
        this.signer = new RequestSigner(time);
    }

    /** The signed request of the next attempt, or why there is none; what must be signed is never sent unsigned. */
    public Rendering<RenderedRequest> render(Delivery delivery, CallbackSource source, TenantValues values) {
        return scope(delivery, source, values, source.templates().headUsesEvent())
                .then(scope -> render(delivery, source, values, scope));
    }

    private Rendering<RenderedRequest> render(
            Delivery delivery, CallbackSource source, TenantValues values, CallbackScope scope) {
        HttpCallback callback = source.callback();
        return source.templates()
                .url()
                .render(scope, callback.strict())
                .then(url -> body(delivery, values)
                        .then(body -> headers(delivery, source, scope)
                                .then(headers -> signer.sign(delivery, source, values, headers, body)
                                        .then(signature -> {
                                            headers.putAll(signature);
                                            return request(source, values, url, headers, body);
                                        }))));
    }

    /**
     * Scheme, host and port of where the next attempt goes; of a url that cannot be rendered, the url as the listener
     * has it.
     */
    public String target(Delivery delivery, CallbackSource source, TenantValues values) {
        HttpCallback callback = source.callback();
        UrlTemplate url = source.templates().url();
        return url.namesHost()
                ? callback.url()
                : scope(delivery, source, values, url.usesEvent())
                        .then(scope -> url.render(scope, callback.strict()))
                        .fold(to -> to.getScheme() + "://" + to.getRawAuthority(), failure -> callback.url());
    }

    private static Rendering<CallbackScope> scope(
            Delivery delivery, CallbackSource source, TenantValues values, boolean withEvent) {
        return withEvent
                ? SourceEvents.find(delivery, source.callback().tail())
                        .then(event -> new Rendered<>(scope(delivery, source, values, () -> event)))
                : new Rendered<>(scope(delivery, source, values, RequestRenderer::noEvent));
    }

    private static EventScope noEvent() {
        throw new IllegalStateException("a template asks for an event that it is known not to use");
    }

    private static Rendering<RenderedRequest> request(
            CallbackSource source, TenantValues values, URI url, Map<String, String> headers, byte[] body) {
        HttpCallback callback = source.callback();
        return tls(callback.tls(), values)
                .then(tls -> credentials(source, values, tls)
                        .then(credentials -> new Rendered<>(new RenderedRequest(
                                callback.method(), url, headers, body, callback.timeout(), tls, credentials))));
    }

    private static Rendering<TlsMaterial> tls(TlsOptions options, TenantValues values) {
        if (options.equals(TlsOptions.DEFAULT)) {
            return new Rendered<>(TlsMaterial.DEFAULT);
        }
        Rendering<String> authorities = options.caSecret()
                .map(name -> secret(name, values))
                .orElseGet(() -> new Rendered<>(Objects.requireNonNullElse(options.caCertificate(), "")));
        String name = options.clientCertificate();
        Rendering<String> certificate = name == null ? new Rendered<>("") : secret(name, values);
        return authorities.then(
                ca -> certificate.then(client -> new Rendered<>(new TlsMaterial(options.verify(), ca, client))));
    }

    private static Rendering<Optional<ClientCredentials>> credentials(
            CallbackSource source, TenantValues values, TlsMaterial tls) {
        return source.callback()
                .auth()
                .fold(
                        () -> new Rendered<>(Optional.empty()),
                        (username, password) -> new Rendered<>(Optional.empty()),
                        token -> new Rendered<>(Optional.empty()),
                        oauth2 -> secret(oauth2.clientSecret(), values)
                                .then(secret -> new Rendered<>(Optional.of(new ClientCredentials(
                                        source.listener().id(),
                                        oauth2.tokenUrl(),
                                        oauth2.clientId(),
                                        secret,
                                        oauth2.scopes(),
                                        tls)))));
    }

    private static Rendering<String> secret(String name, TenantValues values) {
        return values.secret(name)
                .<Rendering<String>>map(Rendered::new)
                .orElseGet(() -> new Failed<>(
                        new RenderFailure(Reason.SECRET, "secrets." + name + " is not there, or cannot be decrypted")));
    }

    private static CallbackScope scope(
            Delivery delivery, CallbackSource source, TenantValues values, Supplier<EventScope> event) {
        return new CallbackScope(
                event,
                values.variables(),
                ListenerFacts.of(source.listener()),
                new DeliveryFacts(delivery.id(), delivery.nextAttempt(), delivery.createdAt()),
                values::secret);
    }

    private static Rendering<byte[]> body(Delivery delivery, TenantValues values) {
        return SecretFiller.fill(delivery.body(), values::secret)
                .fold(
                        Rendered::new,
                        missing -> new Failed<>(new RenderFailure(
                                Reason.SECRET, "secrets." + missing + " is not there or not usable")));
    }

    /** Names in any case, so that what Hearken sets wins over what a listener spells otherwise. */
    private Rendering<Map<String, String>> headers(Delivery delivery, CallbackSource source, CallbackScope scope) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String contentType = delivery.body().contentType();
        if (!contentType.isEmpty()) {
            headers.put("Content-Type", contentType);
        }
        headers.putAll(delivery.body().headers());
        for (Map.Entry<String, HeaderTemplate> own :
                source.templates().headers().entrySet()) {
            Optional<RenderFailure> failure = put(
                    headers,
                    own.getKey(),
                    own.getValue().render(scope, source.callback().strict()));
            if (failure.isPresent()) {
                return new Failed<>(failure.get());
            }
        }
        Optional<AuthorizationTemplate> authorization = source.templates().authorization();
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
