package dev.hearken.model.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The workflow that an execution runs, as far as selectors look at it.
 *
 * @param name never empty
 * @param id the engine's id, absent where the engine has none
 * @param workbook the group that the workflow belongs to, absent where the engine has none
 * @param labels empty where the engine sent none; only textual values are kept
 */
public record Workflow(
        String name, @Nullable String id, @Nullable String workbook, Map<String, String> labels) {}
