package dev.hearken.dispatcher.platform;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How long topics keep their records for certain: as long as their configuration says, if nothing but time deletes
 * them. What it says is asked for again every minute; of a topic that nobody tells about nothing is certain.
 */
@Singleton
public class TopicRetention {
    private static final Logger LOG = Logger.getLogger(TopicRetention.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final Map<String, Object> kafka;
    private final InstantSource time;
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();
    private @Nullable Admin admin;

    /**
     * What is known of a topic.
     *
     * @param kept null where nothing is certain
     * @param asked when that was asked for
     */
    private record Known(@Nullable Duration kept, Instant asked) {}

    TopicRetention(@Identifier("default-kafka-broker") Map<String, Object> kafka, InstantSource time) {
        this.kafka = new HashMap<>(kafka);
        this.time = time;
    }

    /**
     * Whether a record with this timestamp is there until then. Never waits: the first answer about a topic is no.
     *
     * @param timestamp the record's; one in the future counts as now
     */
    public boolean keeps(String topic, Instant timestamp, Instant until) {
        Instant now = time.instant();
        Known last = known.get(topic);
        if (last == null || last.asked().plus(LOOK_EVERY).isBefore(now)) {
            ask(topic, last, now);
        }
        return last != null
                && last.kept() != null
                && (timestamp.isBefore(now) ? timestamp : now).plus(last.kept()).isAfter(until);
    }

    private void ask(String topic, @Nullable Known last, Instant now) {
        Known meanwhile = new Known(last == null ? null : last.kept(), now);
        boolean isMine =
                last == null ? known.putIfAbsent(topic, meanwhile) == null : known.replace(topic, last, meanwhile);
        if (isMine) {
            try {
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
                var unused = admin().describeConfigs(List.of(resource))
                        .all()
                        .whenComplete((configs, failure) ->
                                known.put(topic, new Known(failure == null ? kept(configs.get(resource)) : null, now)));
            } catch (KafkaException e) {
                LOG.warnf("Kafka does not tell how long %s keeps its records: %s", topic, e.getMessage());
                known.put(topic, new Known(null, now));
            }
        }
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(kafka);
        }
        return admin;
    }

    /** Null where something else deletes records, or nothing was told. */
    private static @Nullable Duration kept(@Nullable Config config) {
        if (config == null
                || !"delete".equals(value(config, TopicConfig.CLEANUP_POLICY_CONFIG))
                || !"-1".equals(value(config, TopicConfig.RETENTION_BYTES_CONFIG))) {
            return null;
        }
        long millis = Long.parseLong(value(config, TopicConfig.RETENTION_MS_CONFIG));
        return millis < 0 || millis > FOREVER.toMillis() ? FOREVER : Duration.ofMillis(millis);
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
