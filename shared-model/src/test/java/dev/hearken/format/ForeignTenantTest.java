package dev.hearken.format;

import dev.hearken.model.TenantId;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.test.marks.Threat;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose an event is says its topic, and nothing in the record. */
class ForeignTenantTest {
    private static final Map<String, String> CLAIMS = Map.of(
            "tenant", "victim",
            "tenantId", "victim",
            "hearken-tenant", "victim",
            "x-tenant", "victim",
            "ce_tenant", "victim",
            "ce_tenantid", "victim",
            "ce_hearkentenant", "victim");

    @ParameterizedTest
    @Threat("E8")
    @CsvSource({
        "factotum-job-created, factotum",
        "mistral-task-failed, mistral",
        "conductor-task-failed, conductor",
        "serverless-workflow-started, cloudevents"
    })
    void isNotBelieved(String file, String format) {
        // given
        Map<String, String> headers = new HashMap<>(CLAIMS);
        headers.put("hearken-format", format);
        headers.put("content-type", format.equals("cloudevents") ? "application/cloudevents+json" : "application/json");
        String record = Decodings.golden(file)
                .strip()
                .replaceFirst("^\\{", "{\"tenant\": \"victim\", \"tenantid\": \"victim\", \"tenantId\": \"victim\",");

        // when
        List<WorkflowEvent> events = Decodings.events(InboundEvents.decode(
                new TenantId("acme"),
                headers,
                record.getBytes(StandardCharsets.UTF_8),
                Decodings.RECORD_TIME,
                Optional.empty()));

        // then
        assertThat(events).isNotEmpty().extracting(WorkflowEvent::tenant).containsOnly(new TenantId("acme"));
    }
}
