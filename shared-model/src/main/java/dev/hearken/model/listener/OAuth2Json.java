package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.egress.UrlPolicy;
import dev.hearken.language.template.Template;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fields of {@code auth} beside {@code type} where that is {@value OAuth2#TYPE}, as JSON. */
final class OAuth2Json {
    private static final int MAX_CLIENT_ID = 256;
    private static final int MAX_SCOPES = 32;
    private static final int MAX_SCOPE = 128;

    /** RFC 6749, appendix A.1. */
    private static final Pattern CLIENT_ID = Pattern.compile("[\\x20-\\x7E]+");

    /** RFC 6749 §3.3. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    private OAuth2Json() {}

    /** Reads the fields of {@code auth}; empty if one of those that are required is absent or faulty. */
    static Optional<OAuth2> read(JsonFields auth) {
        Optional<URI> tokenUrl = tokenUrl(auth);
        Optional<String> clientId = clientId(auth);
        Optional<String> clientSecret = clientSecret(auth);
        List<String> scopes = auth.texts(
                "scopes",
                MAX_SCOPES,
                MAX_SCOPE,
                scope -> SCOPE.matcher(scope).matches()
                        ? Optional.empty()
                        : Optional.of("must be visible ASCII without quotes and backslashes"));
        return tokenUrl.flatMap(
                url -> clientId.flatMap(id -> clientSecret.map(secret -> new OAuth2(url, id, secret, scopes))));
    }

    private static Optional<URI> tokenUrl(JsonFields auth) {
        return auth.requiredText("tokenUrl", UrlPolicy.MAX_LENGTH)
                .flatMap(text -> UrlPolicy.judge(text).fold(Optional::of, reason -> {
                    auth.error("tokenUrl", reason);
                    return Optional.empty();
                }));
    }

    private static Optional<String> clientId(JsonFields auth) {
        Optional<String> clientId = auth.requiredText("clientId", MAX_CLIENT_ID);
        if (clientId.isPresent() && !CLIENT_ID.matcher(clientId.get()).matches()) {
            auth.error("clientId", "must be visible ASCII");
            return Optional.empty();
        }
        return clientId;
    }

    private static Optional<String> clientSecret(JsonFields auth) {
        if (!auth.has("clientSecret")) {
            auth.error("clientSecret", "is required");
            return Optional.empty();
        }
        return TlsJson.secretName(auth, "clientSecret");
    }

    static ObjectNode write(OAuth2 auth) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", OAuth2.TYPE);
        json.put("tokenUrl", auth.tokenUrl().toString());
        json.put("clientId", auth.clientId());
        json.put("clientSecret", Template.ofSecret(auth.clientSecret()));
        ArrayNode scopes = json.putArray("scopes");
        auth.scopes().forEach(scopes::add);
        return json;
    }
}
