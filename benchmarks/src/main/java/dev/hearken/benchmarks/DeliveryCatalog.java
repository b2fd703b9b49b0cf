package dev.hearken.benchmarks;

import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogMark;
import dev.hearken.model.catalog.CatalogRecord;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import dev.hearken.secret.KeyRing;
import dev.hearken.secret.SecretCipher;
import dev.hearken.signing.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes Hearken's topics anew on a broker and fills the catalog for a delivery benchmark. */
public final class DeliveryCatalog {
    /** What {@code benchmarks/delivery/start} uses as well: nothing that is to be kept is encrypted with it. */
    public static final String KEY_RING = "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static final int MOST_IN_FLIGHT = 256;
    private static final int WORKFLOWS = 1_000;

    private final SecretCipher cipher;
    private final int inFlight;

    private DeliveryCatalog(SecretCipher cipher, int inFlight) {
        this.cipher = cipher;
        this.inFlight = inFlight;
    }

    /**
     * Arguments: address of the broker, key ring, comma-separated urls that each get every event, number of listeners
     * in all (the others hear of other workflows), requests in flight for each.
     */
    public static void main(String[] arguments) throws ExecutionException, InterruptedException {
        make(
                arguments[0],
                arguments[1],
                List.of(arguments[2].split(",")),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]));
    }

    /**
     * Makes the topics anew and fills the catalog.
     *
     * @param broker its address
     * @param keyRing of the dispatcher
     * @param urls each is a listener's that gets every event
     * @param listeners in all; the others hear of other workflows
     * @param inFlight most requests under way for each
     */
    public static void make(String broker, String keyRing, List<String> urls, int listeners, int inFlight)
            throws ExecutionException, InterruptedException {
        SecretCipher cipher = new SecretCipher(KeyRing.parse(keyRing), new SecureRandom());
        makeTopics(broker);
        new DeliveryCatalog(cipher, Math.min(MOST_IN_FLIGHT, inFlight)).fill(broker, urls, listeners);
    }

    private static void makeTopics(String broker) throws ExecutionException, InterruptedException {
        Set<String> names = Topics.all().stream().map(topic -> topic.name()).collect(Collectors.toSet());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            Set<String> old = admin.listTopics().names().get();
            old.retainAll(names);
            admin.deleteTopics(old).all().get();
            while (exists(admin, old)) {
                Thread.sleep(100);
            }
            admin.createTopics(Topics.all().stream()
                            .map(topic ->
                                    new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static boolean exists(Admin admin, Set<String> names) throws ExecutionException, InterruptedException {
        for (String name : names) {
            try {
                admin.describeTopics(List.of(name)).allTopicNames().get();
                return true;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return false;
    }

    private void fill(String broker, List<String> urls, int listeners) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        // One request at a time: of several at once to a partition just made a later one may be taken first, and then
        // the broker refuses those before it as out of order.
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker,
                "acks",
                "all",
                "linger.ms",
                50,
                "max.in.flight.requests.per.connection",
                1);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < Math.max(listeners, urls.size()); i++) {
                Listener listener = i < urls.size()
                        ? listener(i, "{\"events\": [\"task.*\"]}", urls.get(i))
                        : listener(
                                i,
                                "{\"events\": [\"task.*\"], \"workflows\": [\"workflow-" + i % WORKFLOWS + "\"]}",
                                "http://127.0.0.1:9/" + i);
                byte[] key = CatalogKey.of(listener.tenant(), listener.id())
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
                sent.add(producer.send(new ProducerRecord<>(Topics.CATALOG, key, CatalogRecord.write(listener))));
            }
            byte[] mark = CatalogMark.KEY.getBytes(StandardCharsets.UTF_8);
            sent.add(producer.send(new ProducerRecord<>(Topics.CATALOG, mark, CatalogMark.value())));
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        }
    }

    private Listener listener(int number, String selector, String url) {
        ListenerId id = new ListenerId(String.format(Locale.ROOT, "01HZ%022d", number));
        return new Listener(
                TenantId.DEFAULT,
                id,
                1,
                false,
                Listeners.definition("""
                        {"name": "listener %d", "selector": %s, "callback": {"type": "http", "url": "%s"},
                         "delivery": {"maxInFlight": %d}}
                        """.formatted(number, selector, url, inFlight)),
                cipher.encrypt(new byte[32], Listener.signingKeyPlace(TenantId.DEFAULT, id, SignatureScheme.V1)));
    }
}
