package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.model.delivery.Escaping;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Flattens a body into segments: what is fixed is written once, here. */
final class BodyCompiler {
    private final List<Segment> segments = new ArrayList<>();
    private final StringBuilder fixed = new StringBuilder();
    private References references = References.NONE;
    private boolean usesEvent;

    /** A JSON value whose texts and names are templates. */
    static BodyCompiler json(JsonNode body) {
        BodyCompiler compiler = new BodyCompiler();
        compiler.value(body);
        compiler.endFixed();
        return compiler;
    }

    /** A text that is one template. */
    static BodyCompiler text(Template body, Escaping escaping) {
        BodyCompiler compiler = new BodyCompiler();
        compiler.known(body);
        if (escaping == Escaping.JSON) {
            compiler.jsonText(body);
        } else {
            compiler.plainText(body, escaping);
        }
        compiler.endFixed();
        return compiler;
    }

    List<Segment> segments() {
        return segments;
    }

    References references() {
        return references;
    }

    boolean usesEvent() {
        return usesEvent;
    }

    private void known(Template template) {
        references = references.and(template.references());
        usesEvent |= template.usesEvent();
    }

    private void value(JsonNode value) {
        if (value.isTextual()) {
            Template template = Template.of(value.textValue());
            known(template);
            template.onlyReference().ifPresentOrElse(this::jsonValue, () -> string(template));
        } else if (value.isArray()) {
            array(value);
        } else if (value.isObject()) {
            object(value);
        } else {
            fixed.append(value);
        }
    }

    private void array(JsonNode array) {
        char before = '[';
        for (JsonNode entry : array) {
            fixed.append(before);
            value(entry);
            before = ',';
        }
        fixed.append(array.isEmpty() ? "[]" : "]");
    }

    private void object(JsonNode object) {
        char before = '{';
        for (var member : object.properties()) {
            fixed.append(before);
            Template name = Template.of(member.getKey());
            known(name);
            string(name);
            fixed.append(':');
            value(member.getValue());
            before = ',';
        }
        fixed.append(object.isEmpty() ? "{}" : "}");
    }

    private void string(Template template) {
        fixed.append('"');
        template.parts().forEach(part -> part.fold(this::escaped, reference -> insertion(reference, Escaping.JSON)));
        fixed.append('"');
    }

    private boolean escaped(String text) {
        String quoted = TextNode.valueOf(text).toString();
        fixed.append(quoted, 1, quoted.length() - 1);
        return true;
    }

    private void jsonValue(Reference reference) {
        if (reference.isSecret()) {
            fixed.append('"');
            insertion(reference.asJsonValue(), Escaping.JSON);
            fixed.append('"');
        } else {
            endFixed();
            segments.add(new Segment.JsonValue(reference.asJsonValue()));
        }
    }

    private boolean insertion(Reference reference, Escaping escaping) {
        endFixed();
        segments.add(new Segment.Insertion(reference, escaping));
        return true;
    }

    private void plainText(Template body, Escaping escaping) {
        body.parts().forEach(part -> {
            String text = part.text(reference -> "");
            fixed.append(text);
            part.fold(own -> false, reference -> insertion(reference, escaping));
        });
    }

    /** Within quotes a value is escaped text, outside it is JSON of its own type. */
    private void jsonText(Template body) {
        boolean quoted = false;
        for (Part part : body.parts()) {
            String text = part.text(reference -> "");
            fixed.append(text);
            quoted = endsQuoted(text, quoted);
            boolean within = quoted;
            part.fold(own -> false, reference -> {
                if (within) {
                    insertion(reference, Escaping.JSON);
                } else {
                    jsonValue(reference);
                }
                return true;
            });
        }
    }

    private static boolean endsQuoted(String json, boolean quotedBefore) {
        boolean quoted = quotedBefore;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        return quoted;
    }

    private void endFixed() {
        if (!fixed.isEmpty()) {
            segments.add(new Segment.Fixed(fixed.toString().getBytes(StandardCharsets.UTF_8)));
            fixed.setLength(0);
        }
    }
}
