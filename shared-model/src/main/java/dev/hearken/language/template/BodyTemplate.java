package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.delivery.Escaping;
import dev.hearken.model.delivery.RenderedBody;
import java.util.List;
import java.util.Locale;

/**
 * A callback's body, at most {@value #MAX_OUTPUT} bytes when rendered.
 *
 * <p>A body that is a JSON text is sent as text. What is inserted into it is escaped by the media type of the header
 * {@code Content-Type}: JSON ({@code application/json}, {@code +json}), a form
 * ({@code application/x-www-form-urlencoded}), XML and HTML; else it stands as it is. Any other body is JSON whose
 * texts and member names are templates.
 *
 * <p>In JSON, a text that is exactly one reference, or in a text body a reference outside of quotes, takes the value's
 * own type: {@code null} if it is absent, what the filters made of it if there are some, where {@code json} as the last
 * one is the value itself. Elsewhere the value's text is inserted and escaped: empty if it is absent or {@code null},
 * compact JSON for objects and lists.
 */
public final class BodyTemplate {
    /** Most bytes of a rendered body, secrets aside. */
    public static final int MAX_OUTPUT = 1024 * 1024;

    private static final String JSON_TYPE = "application/json";
    private static final String TEXT_TYPE = "text/plain; charset=utf-8";

    private final String contentType;
    private final List<Segment> segments;
    private final References references;
    private final boolean usesEvent;

    private BodyTemplate(String contentType, BodyCompiler compiler) {
        this.contentType = contentType;
        this.segments = List.copyOf(compiler.segments());
        this.references = compiler.references();
        this.usesEvent = compiler.usesEvent();
    }

    /**
     * The body by this definition.
     *
     * @param body as a definition holds it; its depth must be bounded
     * @param contentType the header {@code Content-Type}; empty if the listener names none
     * @throws IllegalArgumentException if a text or name in it is a malformed template
     */
    public static BodyTemplate of(JsonNode body, String contentType) {
        return body.isTextual()
                ? new BodyTemplate(TEXT_TYPE, BodyCompiler.text(Template.of(body.textValue()), escaping(contentType)))
                : new BodyTemplate(JSON_TYPE, BodyCompiler.json(body));
    }

    /** By the media type, whatever its parameters. */
    static Escaping escaping(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        if (type.equals(JSON_TYPE) || type.equals("text/json") || type.endsWith("+json")) {
            return Escaping.JSON;
        }
        if (type.equals("application/x-www-form-urlencoded")) {
            return Escaping.FORM;
        }
        boolean xml = type.equals("application/xml")
                || type.equals("text/xml")
                || type.equals("text/html")
                || type.endsWith("+xml");
        return xml ? Escaping.XML : Escaping.NONE;
    }

    /** Renders the body; where it names secrets it has slots. */
    public Rendering<RenderedBody> render(TemplateScope scope, boolean strict) {
        Evaluator evaluator = new Evaluator(scope, strict);
        BodyOutput output = new BodyOutput(evaluator);
        for (Segment segment : segments) {
            segment.visit(output::fixed, output::insertion, output::jsonValue);
            if (evaluator.hasFailed()) {
                break;
            }
        }
        return evaluator.result(output.body(contentType));
    }

    /** The variables and secrets that it uses. */
    public References references() {
        return references;
    }

    /** Whether rendering it reads the event. */
    public boolean usesEvent() {
        return usesEvent;
    }
}
