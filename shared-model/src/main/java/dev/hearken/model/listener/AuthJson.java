package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.language.template.Template;
import java.util.Optional;

/** The field {@code auth} of a callback. */
final class AuthJson {
    private static final String NONE = "none";
    private static final String BASIC = "basic";
    private static final String BEARER = "bearer";
    private static final int MAX_CREDENTIAL = 1000;

    private AuthJson() {}

    /** No authentication if the field is absent or faulty. */
    static Auth read(JsonFields fields) {
        if (!fields.isObject()) {
            return Auth.NONE;
        }
        return switch (fields.requiredText("type", 40).orElse(NONE)) {
            case NONE -> Auth.NONE;
            case BASIC -> new Auth.Basic(credential(fields, "username"), credential(fields, "password"));
            case BEARER -> new Auth.Bearer(credential(fields, "token"));
            case OAuth2.TYPE -> OAuth2Json.read(fields).<Auth>map(auth -> auth).orElse(Auth.NONE);
            default -> {
                fields.error("type", "must be \"none\", \"basic\", \"bearer\" or \"" + OAuth2.TYPE + "\"");
                yield Auth.NONE;
            }
        };
    }

    /** Credentials never stand in a definition themselves, which people may read. */
    private static String credential(JsonFields fields, String field) {
        String text = fields.requiredText(field, MAX_CREDENTIAL).orElse("");
        if (!text.isEmpty()) {
            credentialFault(text).ifPresent(fault -> fields.error(field, fault));
        }
        return text;
    }

    private static Optional<String> credentialFault(String text) {
        return Template.parse(text)
                .fold(
                        template -> template.isCredential()
                                ? Optional.empty()
                                : Optional.of(
                                        "must be one reference to a secret or variable, such as ${{secrets.name}}"),
                        malformed -> Optional.of("is no template: " + malformed.detail()));
    }

    static ObjectNode write(Auth auth) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return auth.fold(
                () -> json.put("type", NONE),
                (username, password) ->
                        json.put("type", BASIC).put("username", username).put("password", password),
                token -> json.put("type", BEARER).put("token", token),
                OAuth2Json::write);
    }
}
