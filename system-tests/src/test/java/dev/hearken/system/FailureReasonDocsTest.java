package dev.hearken.system;

import dev.hearken.model.delivery.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on delivery and the code name the same failures. */
class FailureReasonDocsTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\| ([^|`]+\\.) \\|$", Pattern.MULTILINE);

    @Test
    void pageListsEveryReasonWithItsSentenceAndNoOther() throws IOException {
        // given
        String page = Files.readString(Path.of("../docs/delivery.md"));
        String failures = page.substring(page.indexOf("| reason |"));

        // when
        List<String> documented = ROW.matcher(failures)
                .results()
                .map(row -> row.group(1) + " = " + row.group(2))
                .toList();

        // then
        assertThat(documented)
                .containsExactlyElementsOf(Arrays.stream(FailureReason.values())
                        .map(reason -> reason.wireName() + " = " + reason.description())
                        .toList());
    }
}
