package dev.hearken.system.compatibility;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A feature of another system.
 *
 * @param id the letter of the system and a number from 1
 * @param name a few words
 * @param support what Hearken does about it
 */
record Feature(String id, String name, Support support) {
    static Feature supported(String id, String name, String how, Proof proof) {
        return new Feature(id, name, new Support.Supported(how, proof));
    }

    static Feature notApplicable(String id, String name, String because) {
        return new Feature(id, name, new Support.NotApplicable(because));
    }

    /** A test for each claim, and one that no row is missing. */
    static Stream<DynamicTest> tests(String letter, int count, List<Feature> features) {
        DynamicTest complete = DynamicTest.dynamicTest("every row from " + letter + "1 to " + letter + count, () -> {
            List<String> expected =
                    IntStream.rangeClosed(1, count).mapToObj(i -> letter + i).toList();
            assertThat(features).extracting(Feature::id).containsExactlyElementsOf(expected);
        });
        return Stream.concat(Stream.of(complete), features.stream().flatMap(Feature::test));
    }

    private Stream<DynamicTest> test() {
        return support.fold(
                (how, proof) -> Stream.of(DynamicTest.dynamicTest(id + " " + name, proof::run)),
                because -> Stream.empty());
    }
}
