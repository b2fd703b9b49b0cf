package dev.hearken.dispatcher.auth;

import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.AttemptResult.Answered;
import dev.hearken.dispatcher.transport.AttemptResult.Failed;
import dev.hearken.dispatcher.transport.AttemptResult.Unsendable;
import dev.hearken.dispatcher.transport.Reply;
import dev.hearken.dispatcher.transport.Timings;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.HttpCallback.Method;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.rendering.ClientCredentials;
import dev.hearken.rendering.RenderedRequest;
import dev.hearken.rendering.TlsMaterial;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenSourceTest {
    private static final ClientCredentials CREDENTIALS = credentials("s3cret&é");

    private final List<RenderedRequest> asked = new ArrayList<>();
    private final List<UniEmitter<? super AttemptResult>> pending = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-07T02:14:27Z");

    private final TokenSource tokens = new TokenSource(
            (request, bytes) -> Uni.createFrom().emitter(emitter -> {
                asked.add(request);
                pending.add(emitter);
            }),
            () -> now);

    private static ClientCredentials credentials(String secret) {
        return new ClientCredentials(
                new ListenerId("01JD0000000000000000000000"),
                URI.create("https://login.example/token"),
                "client 1",
                secret,
                List.of("a", "b:c"),
                TlsMaterial.DEFAULT);
    }

    private static AttemptResult answer(int status, String body) {
        return new Answered(status, new Reply(Optional.empty(), Optional.empty(), body), Timings.NONE);
    }

    private static AttemptResult token(String value, int seconds) {
        return answer(
                200, "{\"access_token\":\"" + value + "\",\"token_type\":\"bearer\",\"expires_in\":" + seconds + "}");
    }

    private static String text(TokenAnswer answer) {
        return answer.fold(
                token -> token.value(), none -> none.failure().reason().wireName());
    }

    private UniAssertSubscriber<String> ask() {
        return tokens.token(CREDENTIALS)
                .map(TokenSourceTest::text)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private void answerLast(AttemptResult result) {
        pending.get(pending.size() - 1).complete(result);
    }

    @Test
    void asksAsTheStandardSays() {
        // when
        ask();

        // then
        RenderedRequest request = asked.get(0);
        assertThat(request.method()).isEqualTo(Method.POST);
        assertThat(request.url()).isEqualTo(CREDENTIALS.tokenUrl());
        assertThat(new String(request.body(), StandardCharsets.US_ASCII))
                .isEqualTo("grant_type=client_credentials&scope=a+b%3Ac");
        String pair = request.headers().get("Authorization").substring("Basic ".length());
        assertThat(new String(Base64.getDecoder().decode(pair), StandardCharsets.US_ASCII))
                .isEqualTo("client+1:s3cret%26%C3%A9");
    }

    @Test
    void fetchesOnceForAllThatWait() {
        // given
        var first = ask();
        var second = ask();

        // when
        answerLast(token("t1", 3600));

        // then
        first.assertItem("t1");
        second.assertItem("t1");
        ask().assertItem("t1");
        assertThat(asked).hasSize(1);
    }

    @Test
    void fetchesAnotherShortlyBeforeATokenExpires() {
        // given
        ask();
        answerLast(token("t1", 3600));
        now = now.plusSeconds(3569);
        ask().assertItem("t1");

        // when
        now = now.plusSeconds(1);
        var after = ask();
        answerLast(token("t2", 3600));

        // then
        after.assertItem("t2");
        assertThat(asked).hasSize(2);
    }

    @Test
    void forgetsATokenThatWasRefusedButNotItsSuccessor() {
        // given
        ask();
        answerLast(token("t1", 3600));
        tokens.forget(CREDENTIALS, new TokenAnswer.Token("t1"));
        var second = ask();
        answerLast(token("t2", 3600));
        second.assertItem("t2");

        // when: a late 401 for the first
        tokens.forget(CREDENTIALS, new TokenAnswer.Token("t1"));

        // then
        ask().assertItem("t2");
        assertThat(asked).hasSize(2);
    }

    @Test
    void fetchesAnotherForOtherCredentials() {
        // given
        ask();
        answerLast(token("t1", 3600));

        // when
        tokens.token(credentials("other")).subscribe().with(answer -> {});

        // then
        assertThat(asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":\"a b\"}",
                "{\"access_token\":\"a\\r\\nX: y\"}",
                "{\"access_token\":\"a\",\"token_type\":\"mac\"}"
            })
    void saysAuthWhenTheAnswerHoldsNoToken(String body) {
        // given
        var waiting = ask();

        // when
        answerLast(answer(200, body));

        // then
        waiting.assertItem("auth");
    }

    @Test
    void asksAgainOnlyAfterSomeSecondsWhenThereIsNone() {
        // given
        ask();
        answerLast(answer(401, "{\"error\":\"invalid_client\"}"));
        now = now.plusSeconds(4);
        ask().assertItem("auth");

        // when
        now = now.plusSeconds(1);
        ask();

        // then
        assertThat(asked).hasSize(2);
    }

    @Test
    void keepsTheNameOfAForbiddenAddress() {
        // given
        var waiting = ask();

        // when
        answerLast(new Failed(FailureReason.EGRESS_DENIED));

        // then
        waiting.assertItem("egress-denied");
    }

    @Test
    void sendsOnceMoreWithAnotherTokenAfter401() {
        // given
        List<RenderedRequest> sent = new ArrayList<>();
        AuthorizedSender sender = new AuthorizedSender(tokens, request -> {
            sent.add(request);
            return Uni.createFrom().item(new Answered(sent.size() == 1 ? 401 : 200));
        });

        // when
        var result = sender.send(authorized(Duration.ofSeconds(5), Map.of("authorization", "old")))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        answerLast(token("t1", 3600));
        answerLast(token("t2", 3600));

        // then
        assertThat(result.awaitItem().getItem()).isEqualTo(new Answered(200));
        assertThat(sent)
                .extracting(attempt -> attempt.headers().toString())
                .containsExactly("{authorization=Bearer t1}", "{authorization=Bearer t2}");
        assertThat(sent.get(0).timeout()).isLessThanOrEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void saysThatItWas401WhenAnotherTokenDoesNotHelp() {
        // given
        AuthorizedSender sender =
                new AuthorizedSender(tokens, request -> Uni.createFrom().item(new Answered(401)));

        // when
        var result = sender.send(authorized(Duration.ofSeconds(5), Map.of()))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        answerLast(token("t1", 3600));
        answerLast(token("t2", 3600));

        // then
        assertThat(result.awaitItem().getItem()).isEqualTo(new Answered(401));
    }

    @Test
    void endsAtTheDeadlineOfTheAttemptWhenTheTokenUrlHangs() {
        // given
        AuthorizedSender sender = new AuthorizedSender(tokens, request -> {
            throw new AssertionError("sent without a token");
        });

        // when
        AttemptResult result = sender.send(authorized(Duration.ofMillis(200), Map.of()))
                .await()
                .atMost(Duration.ofSeconds(10));

        // then
        assertThat(result.<Object>fold(Answered::status, Failed::reason, Unsendable::reason))
                .isEqualTo(FailureReason.AUTH);
    }

    private static RenderedRequest authorized(Duration timeout, Map<String, String> headers) {
        return new RenderedRequest(
                Method.POST,
                URI.create("https://a.example/"),
                headers,
                new byte[0],
                timeout,
                TlsMaterial.DEFAULT,
                Optional.of(CREDENTIALS));
    }
}
