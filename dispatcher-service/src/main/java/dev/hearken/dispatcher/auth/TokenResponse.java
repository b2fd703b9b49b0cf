package dev.hearken.dispatcher.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The answer of a token endpoint (RFC 6749 §5.1).
 *
 * @param token the bearer token
 * @param lifetime how long it may be used, at least zero
 */
record TokenResponse(String token, Duration lifetime) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_TOKEN = 16 * 1024;
    private static final Duration LONGEST = Duration.ofHours(24);

    /** For a server that says nothing: short, since nobody knows. */
    private static final Duration UNKNOWN = Duration.ofMinutes(5);

    /** RFC 6750 §2.1, and what servers use beyond it, within visible ASCII. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]+");

    /** Empty if the body is no answer with a bearer token. */
    static Optional<TokenResponse> parse(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            String token = json.path("access_token").asText("");
            String type = json.path("token_type").asText("Bearer");
            boolean usable =
                    TOKEN.matcher(token).matches() && token.length() <= MAX_TOKEN && type.equalsIgnoreCase("Bearer");
            return usable ? Optional.of(new TokenResponse(token, lifetime(json.path("expires_in")))) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Seconds as a number or as text; some servers write the latter. */
    private static Duration lifetime(JsonNode seconds) {
        long value = seconds.asLong(UNKNOWN.toSeconds());
        return Duration.ofSeconds(Math.max(0, Math.min(value, LONGEST.toSeconds())));
    }

    @Override
    public String toString() {
        return "TokenResponse[lifetime=" + lifetime + "]";
    }
}
