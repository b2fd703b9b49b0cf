package dev.hearken.dispatcher.transport.http;

import dev.hearken.model.delivery.FailureReason;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Names what the client threw. */
final class FailureClassifier {
    private FailureClassifier() {}

    /** For a failure before the request was under way. Over TLS, what is not about the network is about the options. */
    static FailureReason connecting(Throwable failure, boolean tls) {
        if (failure instanceof ConnectionPoolTooBusyException) {
            return FailureReason.HOST_BUSY;
        }
        if (failure instanceof TimeoutException) {
            return FailureReason.TIMEOUT;
        }
        boolean network = failure instanceof IOException || failure instanceof HttpClosedException;
        return isTls(failure) || (tls && !network) ? FailureReason.TLS : FailureReason.CONNECT_FAILED;
    }

    /** For a failure after the connection stood. */
    static FailureReason exchanging(Throwable failure) {
        if (isTls(failure)) {
            return FailureReason.TLS;
        }
        if (failure instanceof ConnectException) {
            return FailureReason.CONNECT_FAILED;
        }
        return isMalformed(failure) ? FailureReason.PROTOCOL : FailureReason.CONNECTION_LOST;
    }

    /** A handshake that failed, or a certificate or key that cannot be used. */
    private static boolean isTls(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(8)
                .anyMatch(cause -> cause instanceof SSLException || cause instanceof GeneralSecurityException);
    }

    private static boolean isMalformed(Throwable failure) {
        return failure instanceof DecoderException
                || failure instanceof Http2Exception
                || failure instanceof IllegalArgumentException;
    }
}
