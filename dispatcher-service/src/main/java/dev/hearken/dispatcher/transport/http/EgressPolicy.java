package dev.hearken.dispatcher.transport.http;

import dev.hearken.egress.AddressPolicy;
import dev.hearken.egress.CidrBlock;
import dev.hearken.egress.PortPolicy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What this instance may dial: the policies of {@code dev.hearken.egress} with the operator's exceptions, and never an
 * address of its own machine unless the operator allows it.
 */
@Singleton
class EgressPolicy {
    private static final Logger LOG = Logger.getLogger(EgressPolicy.class);

    private final AddressPolicy addresses;
    private final List<CidrBlock> allowed;
    private final PortPolicy ports;
    private final Set<InetAddress> own;

    EgressPolicy(EgressConfig config) {
        List<CidrBlock> allowed = blocks("dispatcher.egress.allow", config.allow());
        List<CidrBlock> denied = blocks("dispatcher.egress.deny", config.deny());
        this.addresses = new AddressPolicy(allowed, denied);
        this.allowed = allowed;
        this.ports = ports(config.deniedPorts());
        this.own = ownAddresses();
        if (!allowed.isEmpty()) {
            LOG.infof("callbacks may also go to %s", config.allow().get());
        }
    }

    private static List<CidrBlock> blocks(String key, Optional<List<String>> texts) {
        try {
            return texts.orElse(List.of()).stream()
                    .map(text -> CidrBlock.parse(text.trim()))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(key + ": " + e.getMessage(), e);
        }
    }

    private static PortPolicy ports(Optional<List<String>> configured) {
        try {
            return PortPolicy.configured(configured);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("dispatcher.egress.denied-ports: " + e.getMessage(), e);
        }
    }

    private static Set<InetAddress> ownAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            throw new IllegalStateException("the addresses of this machine cannot be read", e);
        }
    }

    boolean permits(InetAddress address) {
        return addresses.permits(address)
                && (!own.contains(address) || allowed.stream().anyMatch(block -> block.contains(address)));
    }

    boolean permits(int port) {
        return ports.permits(port);
    }
}
