package dev.hearken.system.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on compatibility is made of the rows whose claims the tests beside this one prove. */
class CompatibilityDocTest {
    private static final Path PAGE = Path.of("../docs/compatibility.md");
    private static final String WRITE = "hearken.write-docs";
    private static final String COMMAND = "mvn -pl system-tests -am test -Dtest=CompatibilityDocTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true";
    private static final String NOT_YET = "not yet: ";

    /** A system that Hearken stands in for. */
    private record SourceSystem(String name, String about, List<Feature> features) {}

    @Test
    void pageSaysWhatTheTestsProve() throws IOException {
        // given
        String page = page();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, page);
        }

        // when
        String written = Files.exists(PAGE) ? Files.readString(PAGE) : "";

        // then
        assertThat(written)
                .as("docs/compatibility.md is written by: " + COMMAND)
                .isEqualTo(page);
    }

    private static List<SourceSystem> systems() {
        return List.of(
                new SourceSystem(
                        "Snowplow Factotum",
                        "Job runner that posts `job_update` and `task_update` to one url.",
                        FactotumCompatibilityTest.features()));
    }

    private static String page() {
        StringBuilder page = new StringBuilder();
        page.append("# Compatibility\n\n")
                .append("What the callbacks of four systems can do, and what Hearken does about each. Every \"yes\" is")
                .append(" proved by a test in\n`system-tests`, package `dev.hearken.system.compatibility`; this page is")
                .append(" written by\n\n```\n")
                .append(COMMAND)
                .append("\n```\n");
        systems().forEach(system -> append(page, system));
        return page.toString();
    }

    private static void append(StringBuilder page, SourceSystem system) {
        page.append("\n## ").append(system.name()).append("\n\n");
        page.append(system.about()).append("\n\n");
        page.append("| id | feature | Hearken |\n| --- | --- | --- |\n");
        for (Feature feature : system.features()) {
            page.append("| %s | %s | %s |\n"
                    .formatted(feature.id(), cell(feature.name()), cell(hearken(feature.support()))));
        }
    }

    private static String hearken(Support support) {
        return support.fold(
                (how, proof) -> "yes: " + how,
                because -> because.startsWith(NOT_YET) ? because : "not applicable: " + because);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
