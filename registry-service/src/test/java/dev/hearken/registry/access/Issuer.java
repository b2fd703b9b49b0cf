package dev.hearken.registry.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An OpenID Connect provider: discovery and keys over HTTP, and tokens that it signs. */
final class Issuer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final KeyPair foreign = newKey();
    private KeyPair current = newKey();
    private int number;
    private final AtomicInteger keyRequests = new AtomicInteger();
    private volatile boolean down;

    Issuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        publish();
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, """
                {"issuer": "%1$s", "jwks_uri": "%1$s/jwks", "authorization_endpoint": "%1$s/auth", "token_endpoint": "%1$s/token",
                 "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(url())));
        server.createContext("/jwks", exchange -> {
            keyRequests.incrementAndGet();
            answer(exchange, "{\"keys\": [" + String.join(", ", keys) + "]}");
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers nobody until it is up again. */
    void down(boolean now) {
        down = now;
    }

    /** Signs with another key from now on, and publishes it beside the earlier ones. */
    void rotate() {
        current = newKey();
        publish();
    }

    /** A token that this provider signs. */
    String token(String claims) {
        return sign(header("RS256", "k" + number), claims, current);
    }

    /** A token with the id of this provider's key, signed by another. */
    String forged(String claims) {
        return sign(header("RS256", "k" + number), claims, foreign);
    }

    /** How often somebody has asked for its keys. */
    int keyRequests() {
        return keyRequests.get();
    }

    /** A token that nobody signed, whose algorithm is {@code none} in this spelling. */
    String unsigned(String none, String claims) {
        return encode(header(none, "k" + number)) + "." + encode(claims) + ".";
    }

    /** A token that brings its key along, in its header. */
    String embedded(String claims) {
        return sign(
                "{\"alg\": \"RS256\", \"jwk\": %s}".formatted(jwk("own", (RSAPublicKey) foreign.getPublic())),
                claims,
                foreign);
    }

    /** A token that names the place of its key, and an extension that must be understood. */
    String pointing(String claims, String url) {
        return sign(
                "{\"alg\": \"RS256\", \"kid\": \"own\", \"jku\": \"%1$s\", \"x5u\": \"%1$s\"}".formatted(url),
                claims,
                foreign);
    }

    /** A token whose HMAC key is the public key, as if it were a secret. */
    String confused(String claims) {
        return hmac(claims, current.getPublic().getEncoded());
    }

    /** The same with the key as it stands in a PEM file. */
    String confusedByPem(String claims) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(current.getPublic().getEncoded());
        return hmac(
                claims,
                ("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private String hmac(String claims, byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String signed = encode(header("HS256", "k" + number)) + "." + encode(claims);
            return signed + "." + encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token of a key that is published nowhere. */
    String unknown(String claims, String kid) {
        return sign(header("RS256", kid), claims, foreign);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void publish() {
        number++;
        keys.add(jwk("k" + number, (RSAPublicKey) current.getPublic()));
    }

    private static String jwk(String id, RSAPublicKey key) {
        return "{\"kty\": \"RSA\", \"use\": \"sig\", \"alg\": \"RS256\", \"kid\": \"%s\", \"n\": \"%s\", \"e\": \"%s\"}"
                .formatted(id, encode(unsigned(key.getModulus())), encode(unsigned(key.getPublicExponent())));
    }

    private static byte[] unsigned(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(String algorithm, String kid) {
        return "{\"alg\": \"%s\", \"typ\": \"JWT\", \"kid\": \"%s\"}".formatted(algorithm, kid);
    }

    private static String sign(String header, String claims, KeyPair key) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            String signed = encode(header) + "." + encode(claims);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        if (down) {
            exchange.close();
            return;
        }
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
