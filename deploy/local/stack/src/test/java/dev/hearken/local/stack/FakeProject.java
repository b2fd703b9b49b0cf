package dev.hearken.local.stack;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A folder that looks like a built project to the launcher, with {@link FakeService} in both services' places. */
record FakeProject(Path root) {
    static FakeProject in(Path root) throws IOException {
        Home home = new Home(root);
        for (Path jar : new Path[] {home.registryJar(), home.dispatcherJar()}) {
            Files.createDirectories(jar.getParent());
            writeJar(jar);
        }
        return new FakeProject(root);
    }

    FakeProject registryDies() throws IOException {
        Files.writeString(new Home(root).registryJar().resolveSibling("behaviour"), "die");
        return this;
    }

    Home home() {
        return new Home(root);
    }

    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, testClasses());
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    private static String testClasses() throws IOException {
        try {
            return FakeService.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()
                    .toString();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
