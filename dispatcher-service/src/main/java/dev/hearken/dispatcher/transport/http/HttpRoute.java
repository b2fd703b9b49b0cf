package dev.hearken.dispatcher.transport.http;

import dev.hearken.dispatcher.transport.http.TargetResolver.Resolution;
import dev.hearken.model.delivery.FailureReason;
import io.vertx.core.Future;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The way from here to the url of a request: judges its port and addresses, then says what to dial, directly or through
 * the proxy.
 *
 * <pre>
 *             direct                    proxy                                  proxy, and it resolves
 *   https     the judged address        CONNECT to the judged address          CONNECT to the name
 *   http      the judged address        a literal: by the proxy; a name: none  by the proxy
 * </pre>
 */
final class HttpRoute {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final EgressPolicy policy;
    private final TargetResolver resolver;
    private final Optional<EgressProxy> proxy;
    private final boolean proxyResolves;

    HttpRoute(EgressPolicy policy, TargetResolver resolver, HttpTransportConfig config) {
        this.policy = policy;
        this.resolver = resolver;
        this.proxy = config.proxy().map(EgressProxy::parse);
        this.proxyResolves = config.proxyResolves();
    }

    static boolean isTls(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    private static int port(URI url) {
        return url.getPort() > 0 ? url.getPort() : isTls(url) ? HTTPS_PORT : HTTP_PORT;
    }

    private static boolean isLiteral(URI url) {
        return url.getHost().startsWith("[") || url.getHost().matches("[0-9.]+");
    }

    /** The addresses that may be dialled for the url; none to dial, but not forbidden, if that is left to the proxy. */
    Future<Resolution> judge(URI url) {
        if (!policy.permits(port(url))) {
            return Future.succeededFuture(new Resolution.NoAddress(FailureReason.EGRESS_DENIED));
        }
        if (proxy.isPresent() && !isLiteral(url)) {
            if (proxyResolves) {
                return Future.succeededFuture(new Resolution.Addresses(List.of()));
            }
            if (!isTls(url)) {
                return Future.succeededFuture(new Resolution.NoAddress(FailureReason.EGRESS_DENIED));
            }
        }
        return resolver.resolve(url.getHost());
    }

    /** What a connection must have at its other end; empty if that is the proxy or known to it alone. */
    boolean leadsTo(SocketAddress remote, Optional<InetAddress> address) {
        return proxy.isPresent()
                || address.isEmpty()
                || address.get().getHostAddress().equals(remote.hostAddress());
    }

    /** Dials the judged address while Host, SNI and certificate check keep the name. */
    RequestOptions options(URI url, Optional<InetAddress> address) {
        int port = port(url);
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
        RequestOptions options = new RequestOptions()
                .setServer(address.map(to -> SocketAddress.inetSocketAddress(new InetSocketAddress(to, port)))
                        .orElseGet(() -> SocketAddress.inetSocketAddress(port, url.getHost())))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(isTls(url))
                .setURI(target)
                .setFollowRedirects(false);
        proxy.ifPresent(way -> through(way, url, target, options));
        return options;
    }

    private static void through(EgressProxy way, URI url, String target, RequestOptions options) {
        if (isTls(url)) {
            options.setProxyOptions(way.tunnel());
        } else {
            options.setServer(SocketAddress.inetSocketAddress(way.port(), way.host()));
            options.setURI("http://" + url.getRawAuthority() + target);
            way.authorization().ifPresent(value -> options.putHeader("Proxy-Authorization", value));
        }
    }
}
