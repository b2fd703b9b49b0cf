package dev.hearken.model.listener;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the header {@code Authorization} carries. Credentials are templates that are one reference each. */
public sealed interface Auth {
    /** Nothing, unless the listener's headers name one. */
    Auth NONE = new Anonymous();

    /** Case analysis; basic gets user name and password, bearer the token. */
    <T> T fold(Supplier<T> none, BiFunction<String, String, T> basic, Function<String, T> bearer);

    /** No header of Hearken's. */
    record Anonymous() implements Auth {
        @Override
        public <T> T fold(Supplier<T> none, BiFunction<String, String, T> basic, Function<String, T> bearer) {
            return none.get();
        }
    }

    /**
     * {@code Basic <base64 of username:password>} (RFC 7617), UTF-8.
     *
     * @param username template of one reference to a variable or secret
     * @param password template of one reference to a variable or secret
     */
    record Basic(String username, String password) implements Auth {
        @Override
        public <T> T fold(Supplier<T> none, BiFunction<String, String, T> basic, Function<String, T> bearer) {
            return basic.apply(username, password);
        }
    }

    /**
     * {@code Bearer <token>} (RFC 6750).
     *
     * @param token template of one reference to a variable or secret
     */
    record Bearer(String token) implements Auth {
        @Override
        public <T> T fold(Supplier<T> none, BiFunction<String, String, T> basic, Function<String, T> bearer) {
            return bearer.apply(token);
        }
    }
}
