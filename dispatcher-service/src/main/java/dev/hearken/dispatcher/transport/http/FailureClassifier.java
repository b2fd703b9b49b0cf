package dev.hearken.dispatcher.transport.http;

import dev.hearken.model.delivery.FailureReason;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import java.net.ConnectException;
import javax.net.ssl.SSLException;

/** Names what the client threw. */
final class FailureClassifier {
    private FailureClassifier() {}

    /** For a failure before the request was under way. */
    static FailureReason connecting(Throwable failure) {
        return isTls(failure) ? FailureReason.TLS : FailureReason.CONNECT_FAILED;
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

    private static boolean isTls(Throwable failure) {
        return failure instanceof SSLException || failure.getCause() instanceof SSLException;
    }

    private static boolean isMalformed(Throwable failure) {
        return failure instanceof DecoderException
                || failure instanceof TooLongFrameException
                || failure instanceof IllegalArgumentException;
    }
}
