package dev.hearken.language.template;

import dev.hearken.language.template.RenderFailure.Reason;
import dev.hearken.model.listener.Auth;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The header {@code Authorization} of a callback that identifies itself by what its tenant has stored. */
public final class AuthorizationTemplate {
    private final Template user;
    private final Template secret;
    private final boolean basic;

    private AuthorizationTemplate(Template user, Template secret, boolean basic) {
        this.user = user;
        this.secret = secret;
        this.basic = basic;
    }

    /**
     * The header; empty if the callback identifies itself in no such way.
     *
     * @throws IllegalArgumentException if a credential is a malformed template
     */
    public static Optional<AuthorizationTemplate> of(Auth auth) {
        return auth.fold(
                Optional::empty,
                (username, password) ->
                        Optional.of(new AuthorizationTemplate(Template.of(username), Template.of(password), true)),
                token -> Optional.of(new AuthorizationTemplate(Template.of(""), Template.of(token), false)),
                oauth2 -> Optional.empty());
    }

    /** Renders the header's value; an absent credential is a failure. */
    public Rendering<String> render(TemplateScope scope) {
        Evaluator evaluator = new Evaluator(scope, true);
        String name = text(user, evaluator);
        String credential = text(secret, evaluator);
        if (basic && name.indexOf(':') >= 0) {
            evaluator.fail(Reason.CHARACTER, user.paths() + " holds a colon, which no user name of this kind may");
        }
        if (!basic && !credential.matches("[\\x21-\\x7E]+")) {
            evaluator.fail(Reason.CHARACTER, secret.paths() + " must be visible ASCII to be a token");
        }
        return evaluator.result(basic ? "Basic " + base64(name + ":" + credential) : "Bearer " + credential);
    }

    private static String text(Template template, Evaluator evaluator) {
        StringBuilder text = new StringBuilder();
        template.parts().forEach(part -> text.append(part.text(evaluator::text)));
        return text.toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The variables and secrets that it uses. */
    public References references() {
        return user.references().and(secret.references());
    }
}
