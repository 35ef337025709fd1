package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One profile per person, as clients bring it about and apps see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    private RunningService service;

    @BeforeAll
    void start(@TempDir Path folder) {
        Path rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        service = RunningService.start(folder, rules, clock);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private JsonNode ingest(String path, String body) {
        clock.advance(Duration.ofMillis(1));
        RunningService.Reply reply = service.ingest(path + "?detail=true", body.replace('\'', '"'));
        assertThat(reply.status()).isEqualTo(200);
        return reply.json().path("results").path(0);
    }

    private JsonNode profile(String id) {
        return service.get("/v1/profiles/" + id).json();
    }

    @Test
    void identify_thatNamesABrowser_makesItsVisitorTheUser() {
        ingest("/v1/track", "{'anonymousId':'b1','event':'Product Added','properties':{'name':'Runner 2'}}");
        ingest("/v1/identify", "{'anonymousId':'b1','userId':'ana','traits':{'tier':'gold','consents':['marketing']}}");

        assertThat(profile("b1").path("profileId").asText()).isEqualTo("ana");
        assertThat(profile("b1")).isEqualTo(profile("ana"));
        assertThat(service.get("/v1/profiles/b1/timeline")
                        .json()
                        .path("timeline")
                        .findValuesAsText("entry"))
                .contains("event", "profile", "decision");
        assertThat(service.get("/v1/decisions?profile=b1").body())
                .isEqualTo(service.get("/v1/decisions?profile=ana").body());
        clock.advance(Duration.ofMinutes(31));
        assertThat(service.nextEmail("b1", "{\"claim\":true}")
                        .json()
                        .path("decision")
                        .path("message")
                        .asText())
                .isEqualTo("remember");
    }

    @Test
    void identify_thatNamesSomebodyElsesBrowser_saysThatItWasNotJoined() {
        ingest("/v1/identify", "{'anonymousId':'b2','userId':'ben'}");

        JsonNode result = ingest("/v1/identify", "{'anonymousId':'b2','userId':'cem'}");

        assertThat(result.path("status").asText()).isEqualTo("accepted");
        assertThat(result.path("notJoined").asText()).isEqualTo("already_joined");
        assertThat(profile("b2").path("profileId").asText()).isEqualTo("ben");
    }

    @Test
    void track_thatNamesABrowser_joinsNobody() {
        ingest("/v1/track", "{'anonymousId':'b3','event':'x'}");
        ingest("/v1/track", "{'anonymousId':'b3','userId':'dora','event':'x'}");

        assertThat(profile("b3").path("profileId").asText()).isEqualTo("b3");
    }

    @Test
    void alias_makesTwoKnownUsersOne() {
        ingest("/v1/identify", "{'userId':'old','traits':{'city':'Bern'}}");
        ingest("/v1/identify", "{'userId':'new','traits':{'tier':'gold'}}");

        assertThat(ingest("/v1/alias", "{'previousId':'old','userId':'new'}")
                        .path("status")
                        .asText())
                .isEqualTo("accepted");

        assertThat(profile("old").path("traits").path("tier").asText()).isEqualTo("gold");
        assertThat(profile("new").path("traits").path("city").asText()).isEqualTo("Bern");
    }

    @Test
    void alias_ofOneId_isRejected() {
        assertThat(ingest("/v1/alias", "{'userId':'eve','previousId':'eve'}")
                        .path("code")
                        .asText())
                .isEqualTo("missing_previous_id");
    }
}
