package dev.hearken.benchmarks.delivery;

/** The text of {@code ./hearken bench --help}. */
final class Usage {
    static final String TEXT = """
            Usage: ./hearken bench [options]

            Measures whole deliveries on this machine: a real Kafka, the packaged dispatcher and a receiver. Ends with
            a table, and with a JSON file and a plot (SVG) in benchmarks/results. Wants an idle machine, 2 GB of
            memory and 3 GB of temporary space.

              --quick            a first look: --warm-up 10000 --events 30000
              --scenario NAMES   only these, comma-separated (all):
                                   throughput   a backlog is drained
                                   latency      events at a fixed rate: how late they come
                                   isolation    a backlog, alone and beside an endpoint that hangs
                                   fan-out      a backlog, each event for 1, 5 and 20 listeners
                                   listeners    a backlog with 1 to 100,000 listeners in the catalog
                                   retries      a backlog of which a tenth is refused once
              --events N         deliveries to measure (200000)
              --warm-up N        deliveries before them (60000)
              --rate N           events per second where the rate is fixed (2000), for at most 30 s
              --time-limit N     seconds after which a measurement has failed (600)
              --results DIR      (benchmarks/results)

            Exit codes: 0 everything arrived, 1 something is missing or did not run, 2 not understood.
            """;

    private Usage() {}
}
