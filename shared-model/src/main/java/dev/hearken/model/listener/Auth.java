package dev.hearken.model.listener;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the header {@code Authorization} carries. Credentials are templates that are one reference each, or name a
 * secret.
 */
public sealed interface Auth permits Auth.Anonymous, Auth.Basic, Auth.Bearer, OAuth2 {
    /** Nothing, unless the listener's headers name one. */
    Auth NONE = new Anonymous();

    /** Case analysis; basic gets user name and password, bearer the token. */
    <T> T fold(
            Supplier<T> none,
            BiFunction<String, String, T> basic,
            Function<String, T> bearer,
            Function<OAuth2, T> oauth2);

    /** No header of Hearken's. */
    record Anonymous() implements Auth {
        @Override
        public <T> T fold(
                Supplier<T> none,
                BiFunction<String, String, T> basic,
                Function<String, T> bearer,
                Function<OAuth2, T> oauth2) {
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
        public <T> T fold(
                Supplier<T> none,
                BiFunction<String, String, T> basic,
                Function<String, T> bearer,
                Function<OAuth2, T> oauth2) {
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
        public <T> T fold(
                Supplier<T> none,
                BiFunction<String, String, T> basic,
                Function<String, T> bearer,
                Function<OAuth2, T> oauth2) {
            return bearer.apply(token);
        }
    }
}
