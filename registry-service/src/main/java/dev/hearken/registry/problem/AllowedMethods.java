package dev.hearken.registry.problem;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The methods that each path serves, for the header {@code Allow} that a 405 must carry (RFC 9110 §15.5.6). */
@Singleton
final class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

    private final List<Route> routes = new ArrayList<>();

    private record Route(Pattern path, String method) {}

    @Inject
    AllowedMethods(BeanManager beans) {
        this(beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .<Class<?>>map(Bean::getBeanClass)
                .toList());
    }

    AllowedMethods(List<Class<?>> classes) {
        classes.stream()
                .distinct()
                .filter(c -> c.isAnnotationPresent(Path.class))
                .forEach(this::addRoutes);
    }

    private void addRoutes(Class<?> resource) {
        for (Method method : resource.getDeclaredMethods()) {
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (http != null) {
                    routes.add(new Route(pattern(resource, method), http.value()));
                }
            }
        }
    }

    private static Pattern pattern(Class<?> resource, Method method) {
        Path path = method.getAnnotation(Path.class);
        String template = resource.getAnnotation(Path.class).value() + "/" + (path == null ? "" : path.value());
        String[] segments = template.replaceAll("^/+|/+$", "").split("/+", -1);
        StringBuilder regex = new StringBuilder();
        for (String segment : segments) {
            regex.append('/').append(PARAMETER.matcher(segment).find() ? "[^/]+" : Pattern.quote(segment));
        }
        return Pattern.compile(regex + "/?");
    }

    /** The methods at a path, comma-separated; empty if no resource serves it. */
    String at(String path) {
        Set<String> methods = new TreeSet<>();
        routes.stream().filter(route -> route.path().matcher(path).matches()).forEach(route -> {
            methods.add(route.method());
            if (route.method().equals(HttpMethod.GET)) {
                methods.add(HttpMethod.HEAD);
            }
        });
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        return String.join(", ", methods);
    }
}
