package dev.hearken.local.backends;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the child JVM: small heap, own class path, everything it prints in the log. */
final class ChildJvm {
    private ChildJvm() {}

    static Process start(BackendsOptions options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(options.kafka() ? "-Xmx256m" : "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", ServerJars.classPath(), BackendsMain.class.getName()));
        command.addAll(List.of(options.toArguments()));
        return new ProcessBuilder(CtrlC.ignoredBy(command))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(options.log().toFile()))
                .start();
    }
}
