package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.language.template.Template;
import dev.hearken.model.listener.HmacForm.Algorithm;
import dev.hearken.model.listener.HmacForm.Encoding;
import dev.hearken.model.listener.HmacForm.Signed;
import dev.hearken.model.listener.Signing.HmacHeader;
import dev.hearken.signing.SignatureScheme;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The field {@code signing} of a callback. */
final class SigningJson {
    private static final String STANDARD_WEBHOOKS = "standard-webhooks";
    private static final String ASYMMETRIC = "asymmetric";
    private static final String NONE = "none";
    private static final String HMAC_HEADER = "hmac-header";
    private static final String TRIFACTA = "trifacta";
    private static final int MAX_PREFIX = 100;
    private static final Pattern PREFIX = Pattern.compile("([\\x21-\\x7E][\\x20-\\x7E]*)?");

    private SigningJson() {}

    /** Standard Webhooks if the field is absent or faulty. */
    static Signing read(JsonFields fields) {
        if (!fields.isObject()) {
            return Signing.STANDARD_WEBHOOKS;
        }
        Optional<String> scheme = fields.requiredText("scheme", 40);
        return switch (scheme.orElse(STANDARD_WEBHOOKS)) {
            case STANDARD_WEBHOOKS ->
                fields.bool(ASYMMETRIC, false) ? Signing.ASYMMETRIC_WEBHOOKS : Signing.STANDARD_WEBHOOKS;
            case NONE -> Signing.NONE;
            case HMAC_HEADER -> hmacHeader(fields);
            default -> {
                fields.error("scheme", "must be \"standard-webhooks\", \"hmac-header\" or \"none\"");
                yield Signing.STANDARD_WEBHOOKS;
            }
        };
    }

    private static Signing hmacHeader(JsonFields fields) {
        Optional<String> profile = fields.text("profile", 40);
        if (profile.isPresent() && !profile.get().equals(TRIFACTA)) {
            fields.error("profile", "must be \"trifacta\"");
        }
        HmacForm form = profile.isPresent() ? HmacForm.TRIFACTA : form(fields);
        return new HmacHeader(form, secret(fields));
    }

    private static HmacForm form(JsonFields fields) {
        Optional<String> header = fields.requiredText("header", HeaderNames.MAX_LENGTH);
        header.flatMap(HeaderNames::fault).ifPresent(fault -> fields.error("header", fault));
        Optional<String> prefix = fields.text("prefix", MAX_PREFIX);
        if (prefix.isPresent() && !PREFIX.matcher(prefix.get()).matches()) {
            fields.error("prefix", "must be visible ASCII with inner spaces");
        }
        return new HmacForm(
                header.orElse(""),
                fields.choice(
                        "algorithm",
                        Algorithm.SHA256,
                        Map.of(Algorithm.SHA256.wireName(), Algorithm.SHA256, "sha512", Algorithm.SHA512)),
                fields.choice("encoding", Encoding.HEX, Map.of("hex", Encoding.HEX, "base64", Encoding.BASE64)),
                prefix.orElse(""),
                fields.choice(
                        "signed",
                        Signed.BODY,
                        Map.of("body", Signed.BODY, "timestamp.body", Signed.TIMESTAMP_AND_BODY)));
    }

    private static @Nullable String secret(JsonFields fields) {
        Optional<String> text = fields.text("secret", 300);
        Optional<String> name = text.flatMap(
                template -> Template.parse(template).fold(Template::onlySecret, malformed -> Optional.empty()));
        if (text.isPresent() && name.isEmpty()) {
            fields.error("secret", "must be a reference to a secret, without filters, such as ${{secrets.name}}");
        }
        return name.orElse(null);
    }

    static ObjectNode write(Signing signing) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return signing.fold(
                () -> standardWebhooks(json, signing.scheme()),
                () -> json.put("scheme", NONE),
                hmac -> write(json, hmac));
    }

    private static ObjectNode standardWebhooks(ObjectNode json, SignatureScheme scheme) {
        json.put("scheme", STANDARD_WEBHOOKS);
        return scheme == SignatureScheme.V1A ? json.put(ASYMMETRIC, true) : json;
    }

    private static ObjectNode write(ObjectNode json, HmacHeader hmac) {
        json.put("scheme", HMAC_HEADER);
        HmacForm form = hmac.form();
        if (form.equals(HmacForm.TRIFACTA)) {
            json.put("profile", TRIFACTA);
        } else {
            json.put("header", form.header());
            json.put("algorithm", form.algorithm().wireName());
            json.put("encoding", form.encoding().wireName());
            json.put("prefix", form.prefix());
            json.put("signed", form.signed().wireName());
        }
        if (hmac.secret() != null) {
            json.put("secret", Template.ofSecret(hmac.secret()));
        }
        return json;
    }
}
