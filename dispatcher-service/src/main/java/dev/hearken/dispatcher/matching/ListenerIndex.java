package dev.hearken.dispatcher.matching;

import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.language.Glob;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the listeners that hear an event.
 *
 * <p>Per tenant and event type a listener is filed under the first of its selector's fields in {@link Dimension} whose
 * entries hold no wildcard, and under {@code rest} if there is none. An event looks into one place per dimension, so a
 * listener is met at most once; each candidate is then judged by its whole selector. Immutable.
 */
public final class ListenerIndex {
    private final Map<TenantId, Map<EventType, Bucket>> buckets = new HashMap<>();

    /** Something a listener can be filed under. */
    private record Dimension(
            Function<Selector, List<String>> patterns, Function<WorkflowEvent, @Nullable String> value) {
        /** The most selective first. */
        private static final List<Dimension> ALL = List.of(
                new Dimension(Selector::executions, WorkflowEvent::executionId),
                new Dimension(Selector::workflowIds, event -> event.workflow().id()),
                new Dimension(Selector::workflows, event -> event.workflow().name()),
                new Dimension(Selector::workbooks, event -> event.workflow().workbook()));

        private boolean files(Selector selector) {
            List<String> entries = patterns.apply(selector);
            return !entries.isEmpty()
                    && entries.stream().allMatch(entry -> Glob.of(entry).isLiteral());
        }
    }

    /** The listeners of one tenant that can hear one event type. */
    private static final class Bucket {
        private final List<Map<String, List<CatalogEntry>>> filed = new ArrayList<>();
        private final List<CatalogEntry> rest = new ArrayList<>();

        private Bucket() {
            Dimension.ALL.forEach(dimension -> filed.add(new HashMap<>()));
        }

        private void add(CatalogEntry entry) {
            Selector selector = entry.listener().definition().selector();
            for (int i = 0; i < filed.size(); i++) {
                Dimension dimension = Dimension.ALL.get(i);
                if (dimension.files(selector)) {
                    Map<String, List<CatalogEntry>> byText = filed.get(i);
                    dimension.patterns.apply(selector).stream()
                            .distinct()
                            .forEach(text -> byText.computeIfAbsent(text, t -> new ArrayList<>())
                                    .add(entry));
                    return;
                }
            }
            rest.add(entry);
        }

        private void collect(WorkflowEvent event, List<CatalogEntry> matches) {
            for (int i = 0; i < filed.size(); i++) {
                String value = Dimension.ALL.get(i).value.apply(event);
                if (value != null) {
                    collect(filed.get(i).getOrDefault(value, List.of()), event, matches);
                }
            }
            collect(rest, event, matches);
        }

        private static void collect(List<CatalogEntry> candidates, WorkflowEvent event, List<CatalogEntry> matches) {
            for (int i = 0; i < candidates.size(); i++) {
                if (candidates.get(i).selector().matches(event)) {
                    matches.add(candidates.get(i));
                }
            }
        }
    }

    /** Files all enabled listeners. */
    public ListenerIndex(Collection<CatalogEntry> entries) {
        for (CatalogEntry entry : entries) {
            if (entry.listener().definition().enabled()) {
                Map<EventType, Bucket> byType =
                        buckets.computeIfAbsent(entry.listener().tenant(), t -> new EnumMap<>(EventType.class));
                entry.selector()
                        .types()
                        .forEach(type ->
                                byType.computeIfAbsent(type, t -> new Bucket()).add(entry));
            }
        }
    }

    /** The listeners that hear the event, in no order, each once. */
    public List<CatalogEntry> match(WorkflowEvent event) {
        Map<EventType, Bucket> byType = buckets.get(event.tenant());
        Bucket bucket = byType == null ? null : byType.get(event.type());
        if (bucket == null) {
            return List.of();
        }
        List<CatalogEntry> matches = new ArrayList<>();
        bucket.collect(event, matches);
        return matches;
    }
}
