package dev.hearken.registry.files;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Listeners from files. */
@ConfigMapping(prefix = "registry.files")
public interface FilesConfig {
    /**
     * Directory whose files {@code *.yaml}, {@code *.yml} and {@code *.json} define listeners; those of directories in
     * it do not. Absent: there are none, and what files defined before stays.
     */
    Optional<Path> directory();

    /** Time between two looks for changes. */
    @WithDefault("PT10S")
    Duration pollInterval();
}
