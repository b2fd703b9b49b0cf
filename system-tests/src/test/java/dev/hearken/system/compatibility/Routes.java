package dev.hearken.system.compatibility;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the registry serves, as its resources declare it. */
final class Routes {
    private static final Set<String> ALL = new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.hearken.registry")
                    .stream()
                    .filter(type -> type.isAnnotatedWith(Path.class))
                    .map(JavaClass::reflect)
                    .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                    .flatMap(Routes::route)
                    .collect(Collectors.toUnmodifiableSet());

    private Routes() {}

    static boolean has(String method, String path) {
        return ALL.contains(method + " " + path);
    }

    private static Stream<String> route(Method method) {
        Path of = method.getAnnotation(Path.class);
        String path = method.getDeclaringClass().getAnnotation(Path.class).value() + (of == null ? "" : of.value());
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(verb -> verb.value() + " " + path);
    }
}
