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
                        "Trifacta (Alteryx Designer Cloud)",
                        "HTTP tasks of plans, and webhooks of flows.",
                        TrifactaCompatibilityTest.features()),
                new SourceSystem(
                        "Erathos",
                        "Webhooks at the end of a job's execution, with rules.",
                        ErathosCompatibilityTest.features()),
                new SourceSystem(
                        "OpenStack Mistral",
                        "The blueprint's listeners, and what was shipped: `notify` and the notifier's webhook.",
                        MistralCompatibilityTest.features()),
                new SourceSystem(
                        "Snowplow Factotum",
                        "A job runner that posts `job_update` and `task_update` to one url.",
                        FactotumCompatibilityTest.features()));
    }

    private static String page() {
        StringBuilder page = new StringBuilder();
        page.append("""
                # Compatibility

                What the callbacks of four systems can do, feature by feature, and what Hearken does about each. Every "yes" is proved
                by a test in `system-tests`, package `dev.hearken.system.compatibility`. How a definition is imported stands in
                [the API](api.md), how events are read in [events](events.md). This page is made of those tests by

                ```
                %s
                ```
                """.formatted(COMMAND));
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
