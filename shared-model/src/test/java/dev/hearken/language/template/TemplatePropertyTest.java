package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.Bounded;
import dev.hearken.language.VariablePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every template. */
@AddLifecycleHook(Bounded.class)
class TemplatePropertyTest {
    private static final List<String> TOKENS = List.of(
            "${{",
            "}}",
            "$",
            "{",
            "}",
            "$${{",
            "|",
            " ",
            "\n",
            "event",
            "secrets.a",
            "metadata['a",
            "']",
            "[0]",
            ".b",
            "upper",
            "default",
            "truncate",
            "date",
            "(",
            ")",
            "'",
            "\"",
            "\\",
            ",",
            "3",
            "-1",
            "yyyy",
            "é",
            "😀",
            "\ud83d");

    @Provide
    Arbitrary<String> templates() {
        return TemplateArbitraries.templates();
    }

    @Provide
    Arbitrary<List<String>> references() {
        return TemplateArbitraries.references().list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> nonsense() {
        return TemplateArbitraries.joined(Arbitraries.of(TOKENS), 1, 12);
    }

    @Property(tries = 10_000)
    void isReadAgainAsItWasPrinted(@ForAll("templates") String text) {
        // when
        Template template = Template.of(text);

        // then
        assertThat(Template.of(template.toString())).isEqualTo(template).hasToString(template.toString());
    }

    @Property(tries = 10_000)
    void isReadOrSaysWhereItIsMalformed(@ForAll("nonsense") String text) {
        // when
        String printed = Template.parse(text).fold(Template::toString, malformed -> {
            assertThat(malformed.position()).isBetween(0, text.length());
            assertThat(malformed.detail()).contains(" at position " + malformed.position());
            return "";
        });

        // then
        assertThat(Template.of(printed)).hasToString(printed);
    }

    /** Replaces one reference after the other by what it alone renders to. */
    @Property(tries = 3_000)
    void rendersLikeTextReplacement(@ForAll("references") List<String> references) {
        // given
        StringBuilder template = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (String reference : references) {
            template.append("<a>").append(reference).append(" $${{ ");
            expected.append("<a>").append(naive(reference)).append(" ${{ ");
        }

        // when
        String rendered = Scopes.body(TextNode.valueOf(template.toString()), "text/plain", false);

        // then
        assertThat(rendered).isEqualTo(expected.toString());
    }

    /** Cuts the reference up by hand, without the parser. */
    private static String naive(String reference) {
        String inner = reference.substring(3, reference.length() - 2);
        String[] pieces = inner.split("\\|");
        JsonNode value =
                Scopes.standard().value(VariablePath.parse(pieces[0].strip()).orElseThrow());
        for (int i = 1; i < pieces.length; i++) {
            value = NaiveFilter.apply(pieces[i].strip(), value);
        }
        return new String(ValueText.of(value).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
