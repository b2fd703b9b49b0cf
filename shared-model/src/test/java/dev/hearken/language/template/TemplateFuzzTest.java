package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.Seeded;
import dev.hearken.egress.UrlPolicy;
import dev.hearken.format.EventJson;
import dev.hearken.model.WellFormedText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever an engine sends, what is rendered keeps the form of its place. */
@Timeout(120) // a guard against hanging
class TemplateFuzzTest {
    private static final int ROUNDS = 5_000;
    private static final List<String> PIECES = List.of(
            "a",
            "b.c",
            ".",
            "..",
            "/",
            "\\",
            "?",
            "#",
            "@",
            ":",
            "%",
            "%2e",
            "&",
            "=",
            " ",
            "+",
            "\r",
            "\n",
            "\0",
            "\t",
            "\"",
            "'",
            "<",
            ">",
            "{",
            "}",
            "${{event.id}}",
            "é",
            "😀",
            "\ud83d",
            "\ude00",
            "\u2028",
            "\u0085",
            "\uffff",
            "[",
            "]",
            "1");
    private static final List<String> URLS = List.of(
            "https://a.example/%s/b?c=%s",
            "https://%s/x", "https://%s.example.com%s", "https://a.example:%s/", "%s", "https://a.example/x%s/%s");

    private final Random random = Seeded.random(TemplateFuzzTest.class);

    private String value() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private CallbackScope scope(String value) {
        return Scopes.of("{\"metadata\": {\"v\": " + quoted(value) + "}}");
    }

    /** Jackson writes half of a surrogate pair as it is, which no decoder takes. */
    private static String quoted(String value) {
        return WellFormedText.inJson(TextNode.valueOf(value).toString());
    }

    @Test
    void aUrlKeepsItsParts() {
        int rendered = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // given
            String value = value();
            String template = URLS.get(random.nextInt(URLS.size())).replace("%s", "${{metadata.v}}");

            // when
            Optional<URI> url = UrlTemplate.of(Template.of(template))
                    .render(scope(value), false)
                    .fold(Optional::of, failure -> Optional.empty());

            // then
            if (url.isPresent()) {
                String text = url.get().toString();
                assertThat(UrlPolicy.judge(text)).isEqualTo(new UrlPolicy.Verdict.Accepted(url.get()));
                if (template.startsWith("https://a.example/")) {
                    assertThat(url.get().getRawAuthority()).isEqualTo("a.example");
                    assertThat(text.chars().filter(c -> c == '/').count())
                            .as(text)
                            .isEqualTo(template.chars().filter(c -> c == '/').count());
                    assertThat(url.get().normalize().getRawPath())
                            .as(text)
                            .isEqualTo(url.get().getRawPath().replace("//", "/"));
                }
                rendered++;
            }
        }
        assertThat(rendered).isGreaterThan(ROUNDS / 20);
    }

    @Test
    void aHeaderStaysOneLine() {
        for (int round = 0; round < ROUNDS; round++) {
            // given
            HeaderTemplate template = HeaderTemplate.of(Template.of("x ${{metadata.v}} y"));

            // when
            String header = template.render(scope(value()), false).fold(text -> text, failure -> "failed");

            // then
            assertThat(header).matches("[\\x20-\\x7E\\t]+");
        }
    }

    @Test
    void aBodyOfJsonStaysJson() {
        for (int round = 0; round < ROUNDS; round++) {
            // given
            String value = value();
            JsonNode structural =
                    Scopes.json("{\"a\": \"${{metadata.v}}\", \"b\": \"x${{metadata.v}}\", \"n${{metadata.v}}\": 1}");
            JsonNode text =
                    TextNode.valueOf("{\"a\": ${{metadata.v}}, \"b\": \"x${{metadata.v}}\", \"n${{metadata.v}}\": 1}");
            ObjectNode expected = JsonNodeFactory.instance.objectNode();
            expected.put("a", value).put("b", "x" + value).put("n" + value, 1);

            // when
            byte[] one = Scopes.rendered(BodyTemplate.of(structural, "").render(scope(value), true))
                    .bytes();
            byte[] other = Scopes.rendered(
                            BodyTemplate.of(text, "application/json").render(scope(value), true))
                    .bytes();

            // then
            assertThat(EventJson.object(one).orElseThrow()).isEqualTo(expected);
            assertThat(EventJson.object(other).orElseThrow()).isEqualTo(expected);
        }
    }

    @Test
    void aBodyOfXmlAndOfAFormKeepsItsMarkup() {
        for (int round = 0; round < ROUNDS; round++) {
            // given
            String value = value();
            JsonNode xml = TextNode.valueOf("<a b=\"${{metadata.v}}\">${{metadata.v}}</a>");
            JsonNode form = TextNode.valueOf("a=${{metadata.v}}&b=${{metadata.v}}");

            // when
            String markup = new String(
                    Scopes.rendered(BodyTemplate.of(xml, "text/xml").render(scope(value), false))
                            .bytes(),
                    StandardCharsets.UTF_8);
            String pairs = new String(
                    Scopes.rendered(BodyTemplate.of(form, "application/x-www-form-urlencoded")
                                    .render(scope(value), false))
                            .bytes(),
                    StandardCharsets.UTF_8);

            // then
            assertThat(markup).matches("(?s)<a b=\"[^<>\"]*\">[^<>]*</a>");
            assertThat(pairs).matches("a=[A-Za-z0-9%+.*_-]*&b=[A-Za-z0-9%+.*_-]*");
        }
    }
}
