package dev.hearken.language.template;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.language.template.RenderFailure.Reason;
import dev.hearken.model.listener.Auth;
import dev.hearken.test.marks.Threat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderTemplateTest {
    private static Rendering<String> render(String template) {
        return HeaderTemplate.of(Template.of(template)).render(Scopes.standard(), false);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            text/plain                                  ; text/plain
            Bearer ${{secrets.plain}}                   ; Bearer abc
            Basic ${{secrets.token | base64}}           ; Basic czNjciJ0Cg==
            ${{metadata.rows}} of ${{listener.name}}    ; 120 of start downstream
            x ${{metadata.none}}                        ; x
            ${{execution.error}}                        ; §§
            ${{metadata.list}}                          ; [1,"a"]
            $${{x}}                                     ; ${{x}}
            """, delimiter = ';', quoteCharacter = '§')
    void holdsTheValue(String template, String value) {
        assertThat(Scopes.rendered(render(template))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${{metadata.evil}}", "a ${{secrets.token}}", "${{metadata.half}}", "${{metadata.path}}"})
    void failsOnWhatMustNotStandInAHeader(String template) {
        // when
        RenderFailure failure = Scopes.failure(render(template));

        // then
        assertThat(failure.reason()).isEqualTo(Reason.CHARACTER);
        assertThat(failure.detail()).containsAnyOf("metadata.", "secrets.").doesNotContain("s3cr");
    }

    @ParameterizedTest
    @Threat("D3")
    @ValueSource(strings = {"\u0000", "\r", "\n", "\u0001", "\u007f", "\u0085", "é", "😀"})
    void failsOnEverySuchCharacter(String character) {
        // given
        CallbackScope scope = Scopes.of("{\"metadata\": {\"v\": " + TextNode.valueOf("a" + character) + "}}");

        // when
        RenderFailure failure =
                Scopes.failure(HeaderTemplate.of(Template.of("${{metadata.v}}")).render(scope, false));

        // then
        assertThat(failure.reason()).isEqualTo(Reason.CHARACTER);
    }

    @Test
    void failsOnAValueThatGrowsTooLong() {
        // given
        CallbackScope scope = Scopes.of("{\"metadata\": {\"v\": \"" + "x".repeat(10_000) + "\"}}");

        // when
        RenderFailure failure = Scopes.failure(
                HeaderTemplate.of(Template.of("${{metadata.v}}${{metadata.v}}")).render(scope, false));

        // then
        assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void failsOnAnAbsentValueIfTheListenerIsStrict() {
        // when
        RenderFailure failure = Scopes.failure(
                HeaderTemplate.of(Template.of("x ${{metadata.none}}")).render(Scopes.standard(), true));

        // then
        assertThat(failure).isEqualTo(new RenderFailure(Reason.ABSENT, "metadata.none is absent"));
    }

    @Test
    void identifiesTheCallback() {
        // given
        Auth basic = new Auth.Basic("${{variables.host}}", "${{secrets.token}}");
        Auth bearer = new Auth.Bearer("${{secrets.plain | upper}}");

        // then
        assertThat(authorization(basic).<String>fold(value -> value, RenderFailure::detail))
                .isEqualTo("Basic YWlyZmxvdy5leGFtcGxlLmNvbTpzM2NyInQK");
        assertThat(authorization(bearer).<String>fold(value -> value, RenderFailure::detail))
                .isEqualTo("Bearer ABC");
        assertThat(AuthorizationTemplate.of(Auth.NONE)).isEmpty();
    }

    @Test
    void failsWithoutUsableCredentials() {
        assertThat(Scopes.failure(authorization(new Auth.Bearer("${{secrets.none}}")))
                        .reason())
                .isEqualTo(Reason.SECRET);
        assertThat(Scopes.failure(authorization(new Auth.Bearer("${{variables.none}}")))
                        .reason())
                .isEqualTo(Reason.ABSENT);
        assertThat(Scopes.failure(authorization(new Auth.Bearer("${{secrets.token}}")))
                        .reason())
                .isEqualTo(Reason.CHARACTER);
        assertThat(Scopes.failure(authorization(new Auth.Basic("${{secrets['a b']}}", "${{secrets.plain}}")))
                        .reason())
                .isEqualTo(Reason.CHARACTER);
    }

    private static Rendering<String> authorization(Auth auth) {
        return AuthorizationTemplate.of(auth).orElseThrow().render(Scopes.standard());
    }
}
