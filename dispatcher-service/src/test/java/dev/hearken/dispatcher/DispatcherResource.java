package dev.hearken.dispatcher;

import dev.hearken.model.catalog.CatalogMark;
import dev.hearken.model.topic.Topics;
import dev.hearken.test.BackendsResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A dispatcher on the shared backends that may call this machine and whose circuit breakers are soon half open. */
public final class DispatcherResource implements QuarkusTestResourceLifecycleManager {
    private final BackendsResource backends = new BackendsResource();

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(backends.start());
        config.put("dispatcher.secret.key-ring", "test:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        config.put("dispatcher.egress.allow", "127.0.0.0/8");
        config.put("dispatcher.breaker.shortest-open", "PT2S");
        config.put("dispatcher.platform.instance", "d-test");
        config.put("quarkus.management.test-port", "0");
        markCatalog(config.get("kafka.bootstrap.servers"));
        return config;
    }

    /** Without a registry nobody else says that the catalog is complete as it is. */
    private static void markCatalog(String bootstrapServers) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.CATALOG, CatalogMark.KEY, CatalogMark.value()));
        }
    }

    @Override
    public void stop() {
        backends.stop();
    }
}
