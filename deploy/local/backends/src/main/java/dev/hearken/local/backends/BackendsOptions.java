package dev.hearken.local.backends;

import java.nio.file.Path;
import java.util.List;

/**
 * What to start and where; made by {@link #in} and changed by the methods named like the components.
 *
 * @param directory where the data lives, created when missing; a second start on it finds the data again
 * @param kafka whether to start the broker
 * @param postgres whether to start PostgreSQL; at least one of the two must be wanted
 * @param kafkaPort port of the broker on 127.0.0.1, 0 for a free one
 * @param postgresPort port of PostgreSQL on 127.0.0.1, 0 for a free one
 * @param log file to which the child JVM, the broker and PostgreSQL append what they print
 * @param temporary whether the child removes {@code directory} when it stops
 */
public record BackendsOptions(
        Path directory, boolean kafka, boolean postgres, int kafkaPort, int postgresPort, Path log, boolean temporary) {

    /** Makes paths absolute. */
    public BackendsOptions {
        if (!kafka && !postgres) {
            throw new IllegalArgumentException("neither Kafka nor PostgreSQL is wanted");
        }
        directory = directory.toAbsolutePath().normalize();
        log = log.toAbsolutePath().normalize();
    }

    /** Both backends on free ports, data and {@code backends.log} in {@code directory}, which is kept. */
    public static BackendsOptions in(Path directory) {
        return new BackendsOptions(directory, true, true, 0, 0, directory.resolve("backends.log"), false);
    }

    /** The broker alone. */
    public BackendsOptions onlyKafka() {
        return new BackendsOptions(directory, true, false, kafkaPort, postgresPort, log, temporary);
    }

    /** PostgreSQL alone. */
    public BackendsOptions onlyPostgres() {
        return new BackendsOptions(directory, false, true, kafkaPort, postgresPort, log, temporary);
    }

    /** The broker on this port, 0 for a free one. */
    public BackendsOptions kafkaPort(int port) {
        return new BackendsOptions(directory, kafka, postgres, port, postgresPort, log, temporary);
    }

    /** PostgreSQL on this port, 0 for a free one. */
    public BackendsOptions postgresPort(int port) {
        return new BackendsOptions(directory, kafka, postgres, kafkaPort, port, log, temporary);
    }

    /** Another log file. */
    public BackendsOptions log(Path file) {
        return new BackendsOptions(directory, kafka, postgres, kafkaPort, postgresPort, file, temporary);
    }

    /** Removes the directory when the child stops, also when it stops because its parent was killed. */
    public BackendsOptions removedAtStop() {
        return new BackendsOptions(directory, kafka, postgres, kafkaPort, postgresPort, log, true);
    }

    /** What is started: {@code kafka}, {@code postgres} or {@code kafka+postgres}. */
    String parts() {
        return String.join("+", partNames());
    }

    List<String> partNames() {
        return kafka && postgres ? List.of("kafka", "postgres") : List.of(kafka ? "kafka" : "postgres");
    }

    /** Appears when everything is up; one for each combination of parts, so that they can share a directory. */
    Path readyFile() {
        return directory.resolve(parts() + ".ready");
    }

    /** The arguments of {@link BackendsMain} that {@link #parse} reads. */
    String[] toArguments() {
        return new String[] {
            directory.toString(),
            parts(),
            Integer.toString(kafkaPort),
            Integer.toString(postgresPort),
            log.toString(),
            Boolean.toString(temporary)
        };
    }

    /** Reads what {@link #toArguments} wrote. */
    static BackendsOptions parse(String[] arguments) {
        return new BackendsOptions(
                Path.of(arguments[0]),
                arguments[1].contains("kafka"),
                arguments[1].contains("postgres"),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                Path.of(arguments[4]),
                Boolean.parseBoolean(arguments[5]));
    }
}
