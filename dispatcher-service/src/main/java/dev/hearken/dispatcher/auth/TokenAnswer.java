package dev.hearken.dispatcher.auth;

import dev.hearken.dispatcher.transport.AttemptResult.Failed;
import java.util.function.Function;

/** A token, or why there is none. */
public sealed interface TokenAnswer {
    /** Case analysis. */
    <T> T fold(Function<Token, T> token, Function<NoToken, T> none);

    /**
     * A token that may be used.
     *
     * @param value visible ASCII, fit for a header
     */
    record Token(String value) implements TokenAnswer {
        @Override
        public <T> T fold(Function<Token, T> token, Function<NoToken, T> none) {
            return token.apply(this);
        }

        @Override
        public String toString() {
            return "Token[…]";
        }
    }

    /** No token could be had; the attempt has failed so. */
    record NoToken(Failed failure) implements TokenAnswer {
        @Override
        public <T> T fold(Function<Token, T> token, Function<NoToken, T> none) {
            return none.apply(this);
        }
    }
}
