package dev.hearken.registry.egress;

import dev.hearken.egress.AddressPolicy;
import dev.hearken.egress.CidrBlock;
import dev.hearken.egress.PortPolicy;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Judges where a callback goes without looking it up: its port by {@link PortPolicy}, a literal address by
 * {@link AddressPolicy}, a name by whether it can only mean something internal. Also whether its certificate may go
 * unverified.
 */
@Startup
@Singleton
public final class CallbackHostPolicy {
    private static final Logger LOG = Logger.getLogger(CallbackHostPolicy.class);
    private static final List<String> INTERNAL_SUFFIXES = List.of(".local", ".internal", ".svc", ".localdomain");

    private final AddressPolicy addresses;
    private final PortPolicy ports;
    private final boolean insecureTlsAllowed;
    private final boolean privateAllowed;
    private final boolean loopbackAllowed;

    @Inject
    CallbackHostPolicy(EgressConfig config) {
        this(config.allow().orElse(List.of()), ports(config.deniedPorts()), config.allowInsecureTls());
    }

    CallbackHostPolicy(List<String> allowed, PortPolicy ports, boolean insecureTlsAllowed) {
        this.ports = ports;
        this.insecureTlsAllowed = insecureTlsAllowed;
        this.addresses = new AddressPolicy(
                allowed.stream().map(CallbackHostPolicy::block).toList());
        this.privateAllowed = !allowed.isEmpty();
        this.loopbackAllowed = addresses.permits(InetAddress.getLoopbackAddress());
        LOG.infof("Callbacks may go to public addresses%s", privateAllowed ? " and to " + allowed : " only");
    }

    private static PortPolicy ports(Optional<List<String>> configured) {
        try {
            return PortPolicy.configured(configured);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("registry.egress.denied-ports: " + e.getMessage(), e);
        }
    }

    /** Whether a listener may leave the certificate of its receiver unverified. */
    public boolean allowsInsecureTls() {
        return insecureTlsAllowed;
    }

    private static CidrBlock block(String text) {
        try {
            return CidrBlock.parse(text.trim());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("registry.egress.allow: " + e.getMessage(), e);
        }
    }

    /**
     * Why the URL must not be used, a sentence without the URL in it; empty if nothing speaks against it here.
     *
     * @param url accepted by {@link dev.hearken.egress.UrlPolicy}
     */
    public Optional<String> fault(URI url) {
        if (url.getPort() > 0 && !ports.permits(url.getPort())) {
            return Optional.of("names a port that registry.egress.denied-ports forbids");
        }
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return isLiteral(host) ? addressFault(host) : nameFault(host.replaceFirst("\\.$", ""));
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || host.matches("[0-9.]+");
    }

    private Optional<String> addressFault(String literal) {
        try {
            // A literal is never looked up.
            InetAddress address = InetAddress.getByName(literal);
            return addresses.permits(address)
                    ? Optional.empty()
                    : Optional.of("has an address that is not public and that registry.egress.allow does not name");
        } catch (UnknownHostException e) {
            return Optional.of("has a host that is no address");
        }
    }

    private Optional<String> nameFault(String name) {
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return loopbackAllowed ? Optional.empty() : Optional.of("must not name this machine itself");
        }
        boolean internal = !name.contains(".") || INTERNAL_SUFFIXES.stream().anyMatch(name::endsWith);
        return internal && !privateAllowed
                ? Optional.of("has a host name that is not public: registry.egress.allow names no private range")
                : Optional.empty();
    }
}
