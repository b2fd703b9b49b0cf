package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.Bounded;
import dev.hearken.egress.UrlPolicy;
import dev.hearken.format.EventJson;
import dev.hearken.model.WellFormedText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever an engine sends, what is rendered keeps the form of its place. */
@AddLifecycleHook(Bounded.class)
class TemplateFuzzTest {
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

    private int rendered;

    @Provide
    Arbitrary<String> values() {
        return TemplateArbitraries.joined(Arbitraries.of(PIECES), 0, 4);
    }

    @Provide
    Arbitrary<String> urls() {
        return Arbitraries.of(URLS).map(url -> url.replace("%s", "${{metadata.v}}"));
    }

    private static CallbackScope scope(String value) {
        return Scopes.of("{\"metadata\": {\"v\": " + quoted(value) + "}}");
    }

    /** Jackson writes half of a surrogate pair as it is, which no decoder takes. */
    private static String quoted(String value) {
        return WellFormedText.inJson(TextNode.valueOf(value).toString());
    }

    @Property(tries = 3_000)
    void aUrlKeepsItsParts(@ForAll("urls") String template, @ForAll("values") String value) {
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
                assertThat(slashes(text)).isEqualTo(slashes(template));
                assertThat(url.get().normalize().getRawPath())
                        .isEqualTo(url.get().getRawPath().replace("//", "/"));
            }
            rendered++;
        }
    }

    private static long slashes(String text) {
        return text.chars().filter(c -> c == '/').count();
    }

    @Example
    void manyUrlsCanBeRendered() {
        urls().list().ofSize(1_000).sample().forEach(template -> aUrlKeepsItsParts(template, values().sample()));

        assertThat(rendered).isGreaterThan(50);
    }

    @Property(tries = 3_000)
    void aHeaderStaysOneLine(@ForAll("values") String value) {
        // given
        HeaderTemplate template = HeaderTemplate.of(Template.of("x ${{metadata.v}} y"));

        // when
        String header = template.render(scope(value), false).fold(text -> text, failure -> "failed");

        // then
        assertThat(header).matches("[\\x20-\\x7E\\t]+");
    }

    @Property(tries = 3_000)
    void aBodyOfJsonStaysJson(@ForAll("values") String value) {
        // given
        JsonNode structural =
                Scopes.json("{\"a\": \"${{metadata.v}}\", \"b\": \"x${{metadata.v}}\", \"n${{metadata.v}}\": 1}");
        JsonNode text =
                TextNode.valueOf("{\"a\": ${{metadata.v}}, \"b\": \"x${{metadata.v}}\", \"n${{metadata.v}}\": 1}");
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        expected.put("a", value).put("b", "x" + value).put("n" + value, 1);

        // when
        byte[] one = Scopes.rendered(BodyTemplate.of(structural, "").render(scope(value), true))
                .bytes();
        byte[] other = Scopes.rendered(BodyTemplate.of(text, "application/json").render(scope(value), true))
                .bytes();

        // then
        assertThat(EventJson.object(one).orElseThrow()).isEqualTo(expected);
        assertThat(EventJson.object(other).orElseThrow()).isEqualTo(expected);
    }

    @Property(tries = 3_000)
    void aBodyOfXmlAndOfAFormKeepsItsMarkup(@ForAll("values") String value) {
        // when
        String markup = text("<a b=\"${{metadata.v}}\">${{metadata.v}}</a>", "text/xml", value);
        String pairs = text("a=${{metadata.v}}&b=${{metadata.v}}", "application/x-www-form-urlencoded", value);

        // then
        assertThat(markup).matches("(?s)<a b=\"[^<>\"]*\">[^<>]*</a>");
        assertThat(pairs).matches("a=[A-Za-z0-9%+.*_-]*&b=[A-Za-z0-9%+.*_-]*");
    }

    private static String text(String template, String contentType, String value) {
        BodyTemplate body = BodyTemplate.of(TextNode.valueOf(template), contentType);
        return new String(Scopes.rendered(body.render(scope(value), false)).bytes(), StandardCharsets.UTF_8);
    }
}
