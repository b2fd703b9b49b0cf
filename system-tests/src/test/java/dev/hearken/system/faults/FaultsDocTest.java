package dev.hearken.system.faults;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/faults.md} and the tests say the same. */
class FaultsDocTest {
    private static final Path DOC = Path.of("..", "docs", "faults.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| [^|]+ \\| ([^|]+) \\|$");

    @Test
    void everyFaultHasItsTestOrAReason() throws IOException {
        // given
        Map<Integer, String> tests = Stream.of(
                        FaultSmokeIT.class,
                        FaultFullIT.class,
                        KafkaFaultsIT.class,
                        DispatcherFaultsIT.class,
                        RegistryFaultsIT.class,
                        ReplayFaultsIT.class,
                        ProcessFaultsIT.class,
                        StorageFaultsIT.class)
                .flatMap(suite ->
                        Arrays.stream(suite.getDeclaredMethods()).sorted(Comparator.comparing(Method::getName)))
                .filter(method -> method.isAnnotationPresent(Fault.class))
                .collect(Collectors.toMap(
                        method -> method.getAnnotation(Fault.class).value(),
                        FaultsDocTest::name,
                        (one, other) -> one + ", " + other,
                        TreeMap::new));

        // when
        Map<Integer, String> documented = ROW.matcher(Files.readString(DOC))
                .results()
                .collect(Collectors.toMap(row -> Integer.parseInt(row.group(1)), row -> row.group(2)));

        // then
        assertThat(documented)
                .containsOnlyKeys(IntStream.rangeClosed(1, 56).boxed().toList())
                .containsAllEntriesOf(tests);
        documented.keySet().removeAll(tests.keySet());
        assertThat(documented.values()).allSatisfy(reason -> assertThat(reason).doesNotContain("IT."));
    }

    private static String name(Method method) {
        return "`" + method.getDeclaringClass().getSimpleName() + "." + method.getName() + "`";
    }
}
