package dev.hearken.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body of Erathos' create-webhook call. Such a webhook fires when an execution of one of its jobs has ended. */
final class ErathosReader {
    private static final int MAX_DESCRIPTION = 255;
    private static final int MAX_URL = 1_000;
    private static final List<String> METHODS = List.of("POST", "GET", "PATCH", "PUT", "DELETE");
    private static final List<String> BODILESS = List.of("GET", "DELETE");
    private static final List<String> OWN = List.of("_id", "_created_at", "_updated_at");
    private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\{\\{([^{}]*)}}");
    private static final Pattern NAME =
            Pattern.compile("\\s*(variables|secrets|erathos)\\.([A-Za-z_][A-Za-z0-9_-]*)\\s*");

    private ErathosReader() {}

    static Imported read(SourceFields webhook) {
        TextMapping texts = new TextMapping((field, text) -> rewrite(webhook, field, text));
        String description =
                webhook.requiredText("description", MAX_DESCRIPTION).orElse("");
        boolean active = webhook.bool("is_active", true);
        List<String> jobs = jobs(webhook);
        String method = webhook.choice("method", METHODS);
        String url = webhook.requiredText("url", MAX_URL)
                .map(text -> texts.text("url", text))
                .orElse("");
        Map<String, String> headers = texts.values("header", webhook.textMap("header"));
        JsonNode body = webhook.value("body");
        ListenerDraft draft = new ListenerDraft(description)
                .description(description)
                .enabled(active)
                .selector("events", List.of("execution.succeeded", "execution.failed"))
                .selector("workflowIds", jobs)
                .rules(ErathosRules.read(webhook))
                .http(method, url, headers);
        if (!body.isMissingNode() && BODILESS.contains(method)) {
            webhook.leave("body", "a " + method + " sends no body");
        } else if (!body.isMissingNode()) {
            draft.callback("body", texts.json("body", body)).callback("format", "template");
        }
        OWN.forEach(field -> {
            if (webhook.has(field)) {
                webhook.leave(field, "belongs to Erathos' own record of the webhook");
            }
        });
        webhook.leaveUnknown();
        return new Imported(List.of(draft.json()), webhook.left());
    }

    private static List<String> jobs(SourceFields webhook) {
        List<String> jobs = webhook.texts("jobs");
        if (webhook.value("jobs").isEmpty()) {
            webhook.fault("jobs", "must name at least one job");
        }
        for (int i = 0; i < jobs.size(); i++) {
            if (jobs.get(i).contains("*") || jobs.get(i).contains("?")) {
                webhook.fault("jobs/" + i, "must be a job's id");
            }
        }
        return jobs;
    }

    /** With and without {@code $}, as Erathos' own documentation writes it. */
    private static String rewrite(SourceFields webhook, String field, String text) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder rewritten = new StringBuilder();
        while (reference.find()) {
            boolean known = NAME.matcher(reference.group(2)).matches();
            if (!known && !reference.group(1).isEmpty()) {
                webhook.fault(field, "refers to something that is no variable, no secret and nothing of Erathos");
            }
            String replacement = known ? "${{" + reference.group(2).strip() + "}}" : reference.group();
            reference.appendReplacement(rewritten, Matcher.quoteReplacement(replacement));
        }
        return reference.appendTail(rewritten).toString();
    }
}
