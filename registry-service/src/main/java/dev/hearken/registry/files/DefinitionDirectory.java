package dev.hearken.registry.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads the files of a directory in the order of their names. Of a mounted ConfigMap it reads the one version that
 * {@code ..data} points to, so that no half of a change is seen.
 */
final class DefinitionDirectory {
    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");
    private static final String VERSION = "..data";
    private static final long MAX_BYTES = 1 << 20;
    private static final int MAX_FILES = 1_000;

    private final Path path;

    DefinitionDirectory(Path path) {
        this.path = path;
    }

    /** @throws IOException if the directory or a file cannot be read, or is larger than anybody writes */
    List<DefinitionFile> read() throws IOException {
        Path version = path.resolve(VERSION);
        Path source = Files.isDirectory(version) ? version.toRealPath() : path;
        List<Path> paths;
        try (Stream<Path> entries = Files.list(source)) {
            paths = entries.filter(DefinitionDirectory::isDefinition).sorted().toList();
        }
        if (paths.size() > MAX_FILES) {
            throw new IOException("there are more than " + MAX_FILES + " files");
        }
        List<DefinitionFile> files = new ArrayList<>();
        for (Path file : paths) {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException(file.getFileName() + " has more than " + MAX_BYTES + " bytes");
            }
            files.add(new DefinitionFile(file.getFileName().toString(), Files.readAllBytes(file)));
        }
        return files;
    }

    private static boolean isDefinition(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
    }
}
