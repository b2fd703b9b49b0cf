package dev.hearken.registry.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.TenantId;
import dev.hearken.registry.files.FileContent.Listeners;
import dev.hearken.registry.listener.FileListeners;
import dev.hearken.registry.listener.FileListeners.Known;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.tenancy.TenantScope;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Makes the listeners what the files say, at the start and whenever the files differ from what was read last; after a
 * fault at every look, since what a file lacks may be a variable that comes later.
 */
@Singleton
class FileReconciler {
    private static final Logger LOG = Logger.getLogger(FileReconciler.class);

    /** Where a fault of the directory itself stands among those of files. */
    private static final String DIRECTORY = ".";

    private final Optional<DefinitionDirectory> directory;
    private final FileListeners listeners;
    private final TenantScope scope;
    private final FileFaults faults;
    private List<DefinitionFile> done = List.of();

    FileReconciler(FilesConfig config, FileListeners listeners, TenantScope scope, FileFaults faults) {
        this.directory = config.directory().map(DefinitionDirectory::new);
        this.listeners = listeners;
        this.scope = scope;
        this.faults = faults;
    }

    private record Owner(TenantId tenant, String key) {}

    /** One look. */
    @Scheduled(
            every = "${registry.files.poll-interval}",
            identity = "listener-files",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        directory.ifPresent(this::look);
    }

    private synchronized void look(DefinitionDirectory from) {
        try {
            List<DefinitionFile> files = from.read();
            if (!files.equals(done) || files.isEmpty() || faults.any()) {
                Map<String, String> found = reconcile(files);
                faults.are(found);
                done = files;
            }
        } catch (IOException e) {
            faults.are(Map.of(DIRECTORY, "it cannot be read: " + e));
        } catch (RuntimeException e) {
            // Whoever needs the database reports that it is away; the files are looked at again.
            done = List.of();
            LOG.warnf("listener files: trying again: %s", e);
        }
    }

    private Map<String, String> reconcile(List<DefinitionFile> files) {
        Map<String, String> found = new TreeMap<>();
        Set<Owner> wanted = new HashSet<>();
        for (DefinitionFile file : files) {
            FileContent.of(file)
                    .fold(content -> put(file.name(), content, wanted), faulty -> Optional.of(faulty.reason()))
                    .ifPresent(reason -> found.put(file.name(), reason));
        }
        if (found.isEmpty()) {
            removeAllBut(wanted, files.isEmpty()).ifPresent(reason -> found.put(DIRECTORY, reason));
        }
        return found;
    }

    /** Puts a file's listeners, all or none; why it cannot be done. */
    private Optional<String> put(String file, Listeners content, Set<Owner> wanted) {
        Set<Owner> owners = content.definitions().keySet().stream()
                .map(key -> new Owner(content.tenant(), key))
                .collect(Collectors.toSet());
        if (owners.stream().anyMatch(wanted::contains)) {
            return Optional.of("it defines a listener that a file before it defines");
        }
        wanted.addAll(owners);
        try {
            String actor = "file:" + file;
            QuarkusTransaction.requiringNew().run(() -> {
                scope.enter(content.tenant(), actor);
                content.definitions().forEach((key, definition) -> put(content.tenant(), key, definition, actor));
            });
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(refused.reason);
        }
    }

    private void put(TenantId tenant, String key, JsonNode definition, String actor) {
        try {
            listeners.put(tenant, key, definition, actor);
        } catch (ProblemException e) {
            throw new Refused(key, e);
        }
    }

    /** Ends the transaction of a file. */
    private static final class Refused extends RuntimeException {
        private final String reason;

        Refused(String key, ProblemException cause) {
            super(cause.getMessage(), cause, false, false);
            reason = "listener '" + key + "': " + text(cause);
        }

        private static String text(ProblemException e) {
            List<String> faults = e.problem().errors().stream()
                    .map(error -> error.pointer() + " " + error.detail())
                    .toList();
            return faults.isEmpty() ? e.problem().type().title() : String.join("; ", faults);
        }
    }

    /** Removes what no file defines; why that was not done. */
    private Optional<String> removeAllBut(Set<Owner> wanted, boolean empty) {
        List<Known> gone = QuarkusTransaction.requiringNew()
                .call(() -> listeners.known().stream()
                        .filter(known -> !wanted.contains(new Owner(known.tenant(), known.key())))
                        .toList());
        if (empty && !gone.isEmpty()) {
            return Optional.of("it holds no definitions; its " + gone.size()
                    + " listeners stay. To remove them, leave one file with 'listeners: []'");
        }
        gone.forEach(known -> QuarkusTransaction.requiringNew().run(() -> {
            scope.enter(known.tenant(), "files");
            listeners.remove(known);
        }));
        return Optional.empty();
    }
}
