package dev.hearken.system;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.hearken.test.marks.Threat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/threats.md} and the tests of all modules say the same. */
class ThreatsDocTest {
    private static final Path DOC = Path.of("..", "docs", "threats.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z][0-9]+) \\| [^|]+ \\| [^|]+ \\| ([^|]+) \\|$");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z]+(?:Test|IT)\\.[A-Za-z0-9]+)`");
    private static final List<String> MODULES =
            List.of("shared-model", "registry-service", "dispatcher-service", "system-tests");

    @Test
    void everyThreatHasItsTestsOrAReason() throws IOException {
        // given
        Map<String, Set<String>> proofs = new TreeMap<>();
        marked().forEach(method -> Arrays.stream(
                        method.getAnnotationOfType(Threat.class).value())
                .forEach(number ->
                        proofs.computeIfAbsent(number, any -> new TreeSet<>()).add(name(method))));

        // when
        Map<String, Set<String>> documented = rows().collect(Collectors.toMap(
                row -> row.group(1),
                row -> TEST.matcher(row.group(2))
                        .results()
                        .map(test -> test.group(1))
                        .collect(Collectors.toCollection(TreeSet::new))));

        // then
        assertThat(documented).containsOnlyKeys(numbers());
        documented.values().removeIf(Set::isEmpty);
        assertThat(documented).containsExactlyInAnyOrderEntriesOf(proofs);
    }

    @Test
    void everyOtherThreatSaysWhyItHasNone() throws IOException {
        assertThat(rows().map(row -> row.group(2)).filter(Predicate.not(TEST.asPredicate())))
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason).startsWith("none: ").doesNotContain("`"));
    }

    private static Stream<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(DOC)).results();
    }

    private static List<String> numbers() {
        return Map.of("D", 19, "E", 14, "H", 14).entrySet().stream()
                .flatMap(chapter ->
                        IntStream.rangeClosed(1, chapter.getValue()).mapToObj(number -> chapter.getKey() + number))
                .toList();
    }

    private static Stream<JavaMethod> marked() {
        List<Path> tests = MODULES.stream()
                .map(module -> Path.of("..", module, "target", "test-classes"))
                .toList();
        assertThat(tests).allMatch(Files::isDirectory);
        return new ClassFileImporter()
                .importPaths(tests).stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Threat.class));
    }

    private static String name(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }
}
