package dev.hearken.local.stack;

/** The text of {@code ./hearken help}. */
final class Usage {
    static final String TEXT = """
            Usage: ./hearken <command> [options]

              up        runs the whole system here: Kafka, PostgreSQL, the registry and the dispatchers.
                        Ctrl-C stops it; its data stays in .hearken/data and is found by the next up.
                --dispatchers N    how many dispatchers (1)
                --port-offset N    adds N to every port (0): Kafka 9092, PostgreSQL 5432, API 8080,
                                   registry's management 9000, dispatchers' management 9001, 9002, ...
                --ephemeral        keeps the data in a temporary directory and removes it at the end;
                                   a second stack beside a first needs this and --port-offset
                        A part that dies later is reported with the end of its log; the others run on.
              demo      does the same, then registers a listener, plays a sample workflow and shows the
                        callbacks arriving; takes the options of up
              env       prints the addresses of the running stack, its API key and its processes
                --port-offset N    of the stack with that offset; else of the one that became ready last
              receive   prints every callback it receives, on 127.0.0.1
                --port N           (9999)
              bench     measures deliveries on this machine and draws them; bench --help says more
              help      prints this

            Logs are in .hearken/log.
            """;

    private Usage() {}
}
