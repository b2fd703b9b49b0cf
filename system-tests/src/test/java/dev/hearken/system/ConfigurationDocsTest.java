package dev.hearken.system;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on configuration and the code say the same. */
class ConfigurationDocsTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `((?:registry|dispatcher)\\.[^`]+)` \\| ([^|]+) \\|", Pattern.MULTILINE);

    @Test
    void pageListsEveryKeyWithItsDefaultAndNoOther() throws IOException {
        // given
        String page = Files.readString(Path.of("../docs/configuration.md"));

        // when
        List<String> documented = ROW.matcher(page)
                .results()
                .map(row -> row.group(1) + " = " + row.group(2).replace("`", "").trim())
                .toList();

        // then
        assertThat(documented).containsExactlyInAnyOrderElementsOf(keysInTheCode());
    }

    private static List<String> keysInTheCode() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.hearken.registry", "dev.hearken.dispatcher")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .flatMap(ConfigurationDocsTest::keys)
                        .toList();
    }

    private static Stream<String> keys(Class<?> mapping) {
        String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
        return Arrays.stream(mapping.getDeclaredMethods())
                .map(method -> prefix + "." + kebab(method.getName()) + " = " + defaultOf(method));
    }

    private static String defaultOf(Method method) {
        WithDefault value = method.getAnnotation(WithDefault.class);
        if (value != null) {
            return value.value();
        }
        return method.getReturnType() == Optional.class ? "–" : "required";
    }

    private static String kebab(String camel) {
        return Pattern.compile("[A-Z]")
                .matcher(camel)
                .replaceAll(
                        match -> "-" + Matcher.quoteReplacement(match.group().toLowerCase()));
    }
}
