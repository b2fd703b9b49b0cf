package dev.hearken.dispatcher.owned;

import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.Order;
import dev.hearken.model.listener.DeliveryPolicy;
import dev.hearken.model.listener.DeliveryPolicy.Ordering;
import java.util.Optional;

/** Which deliveries need a single owner, and the key by which it is found. Pure. */
public final class OwnerKey {
    private OwnerKey() {}

    /**
     * The listener's id if its rate is limited, {@code <listener id>/<execution id>} if the delivery follows others,
     * else empty. One that has a place in a row keeps it, whatever its listener says meanwhile.
     *
     * @param policy of the listener as it is now, empty if it is gone
     */
    public static Optional<String> of(Delivery delivery, Optional<DeliveryPolicy> policy) {
        if (policy.map(DeliveryPolicy::rateLimit).isPresent()) {
            return Optional.of(delivery.listener().value());
        }
        Order order = delivery.order();
        return order != null && (order.place() != null || asksForOrder(policy))
                ? Optional.of(lane(delivery, order))
                : Optional.empty();
    }

    /** The lane in which the delivery follows others. */
    static String lane(Delivery delivery, Order order) {
        return delivery.listener().value() + "/" + order.execution();
    }

    private static boolean asksForOrder(Optional<DeliveryPolicy> policy) {
        return policy.filter(now -> now.ordering() == Ordering.EXECUTION).isPresent();
    }
}
