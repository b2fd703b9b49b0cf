package dev.hearken.dispatcher.matching;

import dev.hearken.dispatcher.catalog.Candidate;
import dev.hearken.language.Glob;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the listeners that hear an event.
 *
 * <p>Per tenant a listener is filed under the first of its selector's fields in {@link Dimension} whose entries hold no
 * wildcard, and under {@code rest} if there is none. An event looks into one place per dimension, so a listener is met
 * at most once. Within a place listeners of the same event types stand together. Those whose selector says nothing more
 * match at once, which spares a look at each; the others are judged by their whole selector. Immutable.
 */
public final class ListenerIndex {
    private final Map<TenantId, Files> tenants = new HashMap<>();

    /** Something a listener can be filed under. */
    private record Dimension(
            Function<Selector, List<String>> patterns, Function<WorkflowEvent, @Nullable String> value) {
        /** The most selective first; all fields of a selector but {@code events}, {@code tasks} and {@code labels}. */
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

        /** Whether nothing but the event's type and at most one field, its place, decides. */
        private static boolean settle(Selector selector) {
            long named = ALL.stream()
                    .filter(dimension -> !dimension.patterns.apply(selector).isEmpty())
                    .count();
            boolean literal = ALL.stream().anyMatch(dimension -> dimension.files(selector));
            return named == (literal ? 1 : 0)
                    && selector.tasks().isEmpty()
                    && selector.labels().isEmpty();
        }
    }

    /** The listeners of one tenant. */
    private static final class Files {
        private final List<Map<String, Place>> filed = new ArrayList<>();
        private final Place rest = new Place();

        /** Equal sets are one, so that those in use stay in the processor's cache. */
        private final Map<Set<EventType>, Set<EventType>> types = new HashMap<>();

        private Files() {
            Dimension.ALL.forEach(dimension -> filed.add(new HashMap<>()));
        }

        private void add(Candidate candidate) {
            Selector selector = candidate.selector();
            Set<EventType> heard = types.computeIfAbsent(candidate.types(), set -> set);
            for (int i = 0; i < filed.size(); i++) {
                Dimension dimension = Dimension.ALL.get(i);
                if (dimension.files(selector)) {
                    Map<String, Place> byText = filed.get(i);
                    dimension.patterns.apply(selector).stream()
                            .distinct()
                            .forEach(text -> byText.computeIfAbsent(text, t -> new Place())
                                    .add(candidate, heard));
                    return;
                }
            }
            rest.add(candidate, heard);
        }

        private void collect(WorkflowEvent event, List<Candidate> matches) {
            for (int i = 0; i < filed.size(); i++) {
                Map<String, Place> byText = filed.get(i);
                String value =
                        byText.isEmpty() ? null : Dimension.ALL.get(i).value.apply(event);
                Place place = value == null ? null : byText.get(value);
                if (place != null) {
                    place.collect(event, matches);
                }
            }
            rest.collect(event, matches);
        }
    }

    /** Listeners that are filed alike; few different sets of event types occur in one place. */
    private static final class Place {
        private final List<Group> groups = new ArrayList<>(1);

        private void add(Candidate candidate, Set<EventType> types) {
            boolean settled = Dimension.settle(candidate.selector());
            for (Group group : groups) {
                if (group.settled == settled && group.types.equals(types)) {
                    group.candidates.add(candidate);
                    return;
                }
            }
            groups.add(new Group(types, settled, new ArrayList<>(List.of(candidate))));
        }

        private void collect(WorkflowEvent event, List<Candidate> matches) {
            for (int i = 0; i < groups.size(); i++) {
                groups.get(i).collect(event, matches);
            }
        }
    }

    /** Listeners of one place with the same event types; settled: nothing else decides. */
    private record Group(Set<EventType> types, boolean settled, List<Candidate> candidates) {
        private void collect(WorkflowEvent event, List<Candidate> matches) {
            if (!types.contains(event.type())) {
                return;
            }
            if (settled) {
                matches.addAll(candidates);
                return;
            }
            for (int i = 0; i < candidates.size(); i++) {
                if (candidates.get(i).selects(event)) {
                    matches.add(candidates.get(i));
                }
            }
        }
    }

    /** Files all enabled listeners. */
    public ListenerIndex(Collection<? extends Candidate> listeners) {
        for (Candidate candidate : listeners) {
            if (candidate.enabled()) {
                tenants.computeIfAbsent(candidate.tenant(), t -> new Files()).add(candidate);
            }
        }
    }

    /** The listeners that hear the event, in no order, each once; the caller may change the list. */
    public List<Candidate> match(WorkflowEvent event) {
        Files files = tenants.get(event.tenant());
        List<Candidate> matches = new ArrayList<>();
        if (files != null) {
            files.collect(event, matches);
        }
        return matches;
    }
}
