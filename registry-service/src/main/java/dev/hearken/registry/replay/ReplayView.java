package dev.hearken.registry.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.listener.ListenerId;
import java.time.Instant;
import java.util.List;

/** A replay as the API shows it. */
final class ReplayView {
    private ReplayView() {}

    static ObjectNode of(Replay replay) {
        ObjectNode json = ofWish(replay);
        Replay.Life life = replay.life();
        json.put("state", life.state().wireName());
        json.put("reason", life.reason().orElse(null));
        counts(json, replay.progress());
        json.put("createdAt", life.createdAt().toString());
        json.put("createdBy", life.createdBy());
        json.put("startedAt", life.startedAt().map(Instant::toString).orElse(null));
        json.put("endedAt", life.endedAt().map(Instant::toString).orElse(null));
        return json;
    }

    /** What was asked for, without what came of it. */
    static ObjectNode ofWish(Replay replay) {
        ReplayWish wish = replay.wish();
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", replay.id())
                .put("listenerId", wish.listener().map(ListenerId::value).orElse(null))
                .put("executionId", wish.execution().orElse(null))
                .put("since", wish.since().toString())
                .put("until", wish.until().toString())
                .put("which", wish.which().wireName())
                .put("dryRun", wish.dryRun())
                .put("rate", wish.rate());
    }

    private static void counts(ObjectNode json, Progress progress) {
        Tally tally = progress.tally();
        json.put("scanned", tally.scanned());
        json.put("invalid", tally.invalid());
        json.put("matched", tally.matched());
        json.put("selected", tally.selected());
        json.put("skipped", tally.skipped());
        json.put("sent", tally.sent());
        ObjectNode byStatus = json.putObject("byStatus");
        Standings.NAMES.forEach(name -> byStatus.put(name, tally.byStatus().getOrDefault(name, 0L)));
        List<Span> spans = progress.spans().orElse(List.of());
        json.putObject("offsets")
                .put(
                        "read",
                        spans.stream()
                                .mapToLong(span -> span.next() - span.first())
                                .sum())
                .put(
                        "of",
                        spans.stream()
                                .mapToLong(span -> span.end() - span.first())
                                .sum());
        json.put("gone", progress.gone().offsets());
        progress.gone()
                .before()
                .ifPresentOrElse(
                        time -> json.putObject("incomplete").put("before", time.toString()),
                        () -> json.putNull("incomplete"));
    }
}
