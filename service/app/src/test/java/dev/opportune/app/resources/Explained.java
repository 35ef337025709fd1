package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** An explanation, as it comes from the service. */
record Explained(JsonNode json) {
    /** Of the one decision that a query finds. */
    static Explained of(RunningService service, String query) {
        JsonNode found = service.get("/v1/decisions?" + query).json().path("decisions");
        assertThat(found).as(found::toString).hasSize(1);
        return new Explained(
                service.get("/v1/decisions/" + found.path(0).path("id").asText() + "/explanation")
                        .json());
    }

    List<JsonNode> steps(String kind) {
        return StreamSupport.stream(json.path("steps").spliterator(), false)
                .filter(step -> step.path("step").asText().equals(kind))
                .toList();
    }

    /** Whether the timeline, run again, gives what is on the record. */
    boolean agrees() {
        return steps("replay").get(0).path("agrees").asBoolean();
    }
}
