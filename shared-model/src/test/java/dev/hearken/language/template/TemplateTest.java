package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.language.template.Template.Malformed;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120) // a guard against hanging
class TemplateTest {
    private static Template parsed(String text) {
        return Template.parse(text).fold(Function.identity(), malformed -> {
            throw new AssertionError(malformed);
        });
    }

    private static Optional<Malformed> fault(String text) {
        return Template.parse(text).fold(template -> Optional.empty(), Optional::of);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            plain                                           ; plain
            ${{event.id}}                                   ; ${{event.id}}
            ${{   event.id\t}}                              ; ${{event.id}}
            ${{event.id|upper|lower}}                       ; ${{event.id | upper | lower}}
            ${{ event . id }}                               ; fault
            ${{metadata["a\\"b"]}}                          ; ${{metadata['a"b']}}
            ${{metadata['}}']}}                             ; ${{metadata['}}']}}
            ${{tasks[0].name | default ( "it\\'s" ) }}      ; ${{tasks[0].name | default('it\\'s')}}
            ${{event.id | default(-7)}}                     ; ${{event.id | default(-7)}}
            ${{event.id | upper()}}                         ; ${{event.id | upper}}
            ${{event.time | date('yyyy','UTC')}}            ; ${{event.time | date('yyyy')}}
            ${{event.time|date("HH:mm", "Europe/Berlin")}}  ; ${{event.time | date('HH:mm', 'Europe/Berlin')}}
            $${{x}}                                         ; $${{x}}
            $$${{x}}                                        ; $$${{x}}
            a $ { {{ }} ${ $${ b                            ; a $ { {{ }} ${ $${ b
            ${{event.id}}$${{${{event.id}}                  ; ${{event.id}}$${{${{event.id}}
            """, delimiter = ';')
    void printsItsNormalForm(String text, String normal) {
        if (normal.equals("fault")) {
            assertThat(fault(text)).isPresent();
        } else {
            assertThat(parsed(text)).hasToString(normal).isEqualTo(parsed(normal));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            x ${{event.id                         § 2  § the reference is not ended by '}}' at position 2
            ${{                                   § 3  § a path is missing at position 3
            ${{}}                                 § 3  § a path is expected, not '}' at position 3
            ${{ 7 }}                              § 4  § a path is expected, not '7' at position 4
            ${{ foo.bar }}                        § 4  § unknown root 'foo' at position 4; known: delivery, erathos, event, execution, listener, metadata, raw, secrets, task, tasks, variables, workflow
            ${{ Event.id }}                       § 4  § unknown root 'Event' at position 4; known: delivery, erathos, event, execution, listener, metadata, raw, secrets, task, tasks, variables, workflow
            ${{event.id | foo }}                  § 14 § unknown filter 'foo' at position 14; known: base64, date, default, duration, json, lower, tail, truncate, upper, urlencode
            ${{event.id | }}                      § 14 § a filter is missing at position 14; known: base64, date, default, duration, json, lower, tail, truncate, upper, urlencode
            ${{event.id upper }}                  § 12 § '|' or '}}' is expected, not 'u' at position 12
            ${{event..id}}                        § 8  § '|' or '}}' is expected, not '.' at position 8
            ${{event['id}}                        § 8  § '|' or '}}' is expected, not '[' at position 8
            ${{secrets}}                          § 3  § 'secrets' must be followed by exactly one name at position 3
            ${{variables.a.b}}                    § 3  § 'variables' must be followed by exactly one name at position 3
            ${{event.id | upper('x')}}            § 14 § filter 'upper' has other arguments than it takes at position 14: no argument
            ${{event.id | truncate}}              § 14 § filter 'truncate' has other arguments than it takes at position 14: a number from 0 to 1000000
            ${{event.id | tail(-1)}}              § 14 § filter 'tail' has other arguments than it takes at position 14: a number from 0 to 1000000
            ${{event.id | tail('3')}}             § 14 § filter 'tail' has other arguments than it takes at position 14: a number from 0 to 1000000
            ${{event.id | default}}               § 14 § filter 'default' has other arguments than it takes at position 14: a text in quotes or an integer
            ${{event.id | default('a','b')}}      § 14 § filter 'default' has other arguments than it takes at position 14: a text in quotes or an integer
            ${{event.id | default('a)}}           § 22 § the text is not ended by ' at position 22
            ${{event.id | default('a'}}           § 25 § the arguments are not ended by ')' at position 25
            ${{event.id | default(a)}}            § 22 § a text in quotes or an integer of at most 9 digits is expected at position 22
            ${{event.id | tail(1234567890)}}      § 19 § a text in quotes or an integer of at most 9 digits is expected at position 19
            """, delimiter = '§', quoteCharacter = '¤')
    void saysWhatIsWrongAndWhere(String text, int position, String detail) {
        assertThat(fault(text)).contains(new Malformed(position, detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yyyy-MM-dd'T", "b", "nonsense", "{", "pp"})
    void refusesADateWithoutAPattern(String pattern) {
        assertThat(fault("${{event.time | date(" + Literal.print(json(pattern)) + ")}}"))
                .isPresent();
    }

    private static JsonNode json(String text) {
        return TextNode.valueOf(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Mars/Base", "+99:00"})
    void refusesADateWithoutAZone(String zone) {
        assertThat(fault("${{event.time | date('yyyy', '" + zone + "')}}")).isPresent();
    }

    @Test
    void boundsTheFiltersOfAReference() {
        assertThat(fault("${{event.id" + " | upper".repeat(10) + "}}")).isEmpty();
        assertThat(fault("${{event.id" + " | upper".repeat(11) + "}}")
                        .orElseThrow()
                        .detail())
                .startsWith("a reference has at most 10 filters at position ");
    }

    @Test
    void tellsWhatItReads() {
        // given
        Template template = parsed("${{variables.a}} ${{secrets['b c'] | base64}} ${{listener.name}} ${{delivery.id}}");

        // when
        References references = template.references();

        // then
        assertThat(references).isEqualTo(new References(Set.of("a"), Set.of("b c")));
        assertThat(template.usesEvent()).isFalse();
        assertThat(template.isLiteral()).isFalse();
        assertThat(parsed("a ${{erathos.ROWS}}").usesEvent()).isTrue();
        assertThat(parsed("a $${{x}}").isLiteral()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${{",
                "${{event['",
                "${{event.id|",
                "$${{",
                "${{event.id}}",
                "$",
                "${{a",
                "${{event.id|default('",
                "${{event[0]",
                "${{event.a"
            })
    void endsOnLongTexts(String piece) {
        // given
        String text = piece.repeat(Template.MAX_LENGTH / piece.length());

        // when
        String print = Template.parse(text).fold(Template::toString, Malformed::detail);

        // then
        assertThat(print).isNotEmpty();
    }

    @Test
    void boundsATemplateButNotATextWithoutReferences() {
        assertThat(fault("x".repeat(1_000_000))).isEmpty();
        assertThat(fault("${{event.id}}" + "x".repeat(Template.MAX_LENGTH))
                        .orElseThrow()
                        .position())
                .isEqualTo(Template.MAX_LENGTH);
    }
}
