package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** All that is kept of one person. */
class ExportTest extends ServiceTest {
    private RunningService.Reply export(String profile, String more) {
        return service.get("/v1/profiles/" + profile + "/export" + more);
    }

    private void live(String profile) {
        service.ingest("/v1/track", "{\"anonymousId\":\"" + profile + "-phone\",\"event\":\"Product Viewed\"}");
        clock.advance(Duration.ofMillis(1));
        service.ingest(
                "/v1/identify",
                "{\"anonymousId\":\"" + profile + "-phone\",\"userId\":\"" + profile
                        + "\",\"traits\":{\"city\":\"Bern\",\"consents\":[\"marketing\"]}}");
        clock.advance(Duration.ofMillis(1));
        service.ingest("/v1/track", track(profile, profile + "-1", "Product Added"));
        clock.advance(Duration.ofMinutes(31));
        service.nextEmail(profile, "{\"claim\":true}", "Idempotency-Key", "key-1");
        service.ingest(
                "/v1/track",
                "{\"userId\":\"" + profile
                        + "\",\"event\":\"Unsubscribed\",\"properties\":{\"purpose\":\"marketing\"}}");
    }

    @Test
    void export_hasAllThatIsKept() {
        live("e-all");

        JsonNode all = export("e-all", "").json();

        assertThat(all.path("profileId").asText()).isEqualTo("e-all");
        assertThat(all.path("earlierIds").toString()).isEqualTo("[\"e-all-phone\"]");
        assertThat(all.path("profile"))
                .isEqualTo(service.get("/v1/profiles/e-all").json());
        assertThat(all.path("profile").path("traits").path("city").asText()).isEqualTo("Bern");
        assertThat(all.path("timeline"))
                .isEqualTo(service.get("/v1/profiles/e-all/timeline?limit=500")
                        .json()
                        .path("timeline"));
        assertThat(all.path("answers").path(0).path("idempotencyKey").asText()).isEqualTo("key-1");
        assertThat(all.path("answers").path(0).path("body").asText()).contains("remember");
    }

    @Test
    void export_tellsEveryConsentThatWasEverGivenOrWithdrawn() {
        live("e-consents");

        JsonNode history = export("e-consents", "").json().path("consentHistory");

        assertThat(history).hasSize(2);
        assertThat(history.path(0).path("grantedAndNoOthers").toString()).isEqualTo("[\"marketing\"]");
        assertThat(history.path(1).path("unsubscribedFrom").asText()).isEqualTo("marketing");
    }

    @Test
    void export_ofAnAbsorbedId_isThatOfThePerson() {
        live("e-phone");

        assertThat(export("e-phone-phone", "").json())
                .isEqualTo(export("e-phone", "").json());
    }

    @Test
    void export_ofMoreThanAPage_isWhole() {
        String[] messages = new String[620];
        for (int number = 0; number < messages.length; number++) {
            messages[number] = track("e-long", "e-long-" + number, "Product Clicked");
        }
        service.ingest("/v1/batch", batch(messages));

        JsonNode timeline = export("e-long", "").json().path("timeline");

        assertThat(StreamSupport.stream(timeline.spliterator(), false)
                        .map(line -> line.path("messageId").asText())
                        .distinct())
                .hasSize(620);
    }

    @Test
    void export_asATable_hasALineForEachOfTheTimeline() throws IOException {
        live("e-table");
        service.ingest("/v1/track", track("e-table", "=1+1", "Product, \\\"viewed\\\""));

        RunningService.Reply reply = export("e-table", "?format=csv");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.type()).startsWith("text/csv");
        assertThat(reply.body()).contains("\r\n");
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(reply.body())) {
            List<Map<String, String>> table = rows.readAll();
            assertThat(table)
                    .hasSize(service.get("/v1/profiles/e-table/timeline?limit=500")
                            .json()
                            .path("timeline")
                            .size());
            assertThat(table).extracting(row -> row.get("event")).contains("Product Added", "Product, \"viewed\"");
            assertThat(table).extracting(row -> row.get("outcome")).contains("send");
            assertThat(table).extracting(row -> row.get("messageId")).contains("'=1+1");
            assertThat(table).extracting(row -> row.get("more")).anyMatch(more -> more.contains("Bern"));
        }
    }

    @Test
    void export_isATable_whereThatIsWhatIsAccepted() {
        live("e-accept");

        RunningService.Reply reply = service.send(service.request("/v1/profiles/e-accept/export")
                .header("Accept", "text/csv, */*;q=0.1")
                .GET());

        assertThat(reply.type()).startsWith("text/csv");
        assertThat(export("e-accept", "").type()).startsWith("application/json");
    }

    @Test
    void export_askedForBadly_isAProblem() {
        live("e-bad");

        assertThat(export("e-bad", "?format=xml").code()).isEqualTo("invalid_parameter");
        assertThat(export("e-nobody", "").code()).isEqualTo("unknown_profile");
    }
}
