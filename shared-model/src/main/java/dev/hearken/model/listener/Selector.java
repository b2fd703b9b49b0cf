package dev.hearken.model.listener;

import java.util.List;
import java.util.Map;

/**
 * Which events a listener hears. An empty field matches all; within a field any entry may match, across fields all
 * must.
 *
 * @param events event types, globs over them ({@code task.*}) or aliases ({@code TASK}, {@code on-task-error})
 * @param workflows globs over the workflow's name
 * @param workflowIds globs over the workflow's id
 * @param workbooks globs over the workbook
 * @param executions globs over the execution's id
 * @param tasks globs over the task's name; an execution event has none and so does not match
 * @param labels labels that the workflow must all have; values are globs
 */
public record Selector(
        List<String> events,
        List<String> workflows,
        List<String> workflowIds,
        List<String> workbooks,
        List<String> executions,
        List<String> tasks,
        Map<String, String> labels) {
    /** Hears everything. */
    public static final Selector ALL =
            new Selector(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
}
