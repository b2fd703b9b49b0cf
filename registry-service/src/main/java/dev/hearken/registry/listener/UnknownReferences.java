package dev.hearken.registry.listener;

import dev.hearken.language.template.CompiledCallback;
import dev.hearken.language.template.HeaderTemplate;
import dev.hearken.language.template.References;
import dev.hearken.model.listener.FieldError;
import dev.hearken.model.listener.HttpCallback;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says where a callback names variables and secrets that do not exist. */
final class UnknownReferences {
    private final References unknown;
    private final List<FieldError> errors = new ArrayList<>();

    private UnknownReferences(References unknown) {
        this.unknown = unknown;
    }

    /** One fault per place and name. */
    static List<FieldError> faults(HttpCallback callback, References unknown) {
        UnknownReferences found = new UnknownReferences(unknown);
        CompiledCallback compiled = CompiledCallback.of(callback);
        found.look("/callback/url", compiled.url().references());
        for (Map.Entry<String, HeaderTemplate> header : compiled.headers().entrySet()) {
            String name = FieldError.escape(header.getKey());
            found.look("/callback/headers/" + name, header.getValue().references());
        }
        compiled.body().ifPresent(body -> found.look("/callback/body", body.references()));
        compiled.authorization().ifPresent(header -> found.look("/callback/auth", header.references()));
        found.lookNamed(
                "/callback/signing/secret",
                callback.signing().fold(Optional::empty, Optional::empty, hmac -> Optional.ofNullable(hmac.secret())));
        found.lookNamed(
                "/callback/auth/clientSecret",
                callback.auth()
                        .fold(
                                Optional::empty,
                                (user, password) -> Optional.empty(),
                                token -> Optional.empty(),
                                oauth2 -> Optional.of(oauth2.clientSecret())));
        found.lookNamed("/callback/tls/caCertificate", callback.tls().caSecret());
        found.lookNamed(
                "/callback/tls/clientCertificate",
                Optional.ofNullable(callback.tls().clientCertificate()));
        return found.errors;
    }

    private void lookNamed(String pointer, Optional<String> secret) {
        secret.ifPresent(name -> look(pointer, new References(Set.of(), Set.of(name))));
    }

    private void look(String pointer, References used) {
        look(pointer, "variable", "/v1/variables/", used.variables(), unknown.variables());
        look(pointer, "secret", "/v1/secrets/", used.secrets(), unknown.secrets());
    }

    private void look(String pointer, String kind, String path, Set<String> used, Set<String> absent) {
        used.stream()
                .sorted()
                .filter(absent::contains)
                .forEach(name -> errors.add(new FieldError(
                        pointer, "names the " + kind + " '" + name + "', which does not exist: PUT " + path + name)));
    }
}
