package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are made and revoked while the service runs. */
class KeysCallTest {
    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    private RunningService service;

    @BeforeEach
    void start() {
        Path rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        service = RunningService.start(folder, rules, clock, "rulesWatch: false\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private RunningService.Reply make(String key, String body) {
        return service.send(service.request("/v1/keys")
                .headers("Authorization", "Bearer " + key, "Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private String made(String key, String name, String scope) {
        RunningService.Reply reply = make(key, "{\"name\":\"" + name + "\",\"scopes\":[\"" + scope + "\"]}");
        assertThat(reply.status()).isEqualTo(201);
        return reply.json().path("key").asText();
    }

    private RunningService.Reply get(String key, String path) {
        return service.send(service.request(path).header("Authorization", "Bearer " + key));
    }

    private RunningService.Reply revoke(String key, String name) {
        return service.send(service.request("/v1/keys/" + RunningService.encoded(name))
                .headers("Authorization", "Bearer " + key, "Content-Type", "application/json")
                .DELETE());
    }

    private RunningService.Reply track(String key) {
        return service.send(service.request("/v1/track")
                .header("Authorization", RunningService.basic(key))
                .POST(BodyPublishers.ofString("{\"userId\":\"u1\",\"event\":\"x\"}")));
    }

    @Test
    void firstKey_closesWhatWasOpen() {
        assertThat(service.get("/v1/decisions").status()).isEqualTo(200);
        String ana = made("", "ana", "admin");

        assertThat(service.get("/v1/decisions").status()).isEqualTo(401);
        assertThat(get(ana, "/v1/keys").status()).isEqualTo(200);
    }

    @Test
    void firstKey_thatCouldNotMakeOthers_isRefused_withTheNextStep() {
        RunningService.Reply reply = make("", "{\"name\":\"shop\",\"scopes\":[\"ingest\"]}");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("no_admin_key");
        assertThat(reply.json().path("next").asText()).contains("admin");
        assertThat(service.get("/v1/decisions").status()).isEqualTo(200);
    }

    @Test
    void writeKey_sendsEventsOfItsSource_andDoesNothingElse() {
        String ana = made("", "ana", "admin");
        String shop = made(ana, "shop", "ingest");
        String app = made(ana, "app", "decide");

        assertThat(track(shop).status()).isEqualTo(200);
        assertThat(get(app, "/v1/profiles/u1/timeline")
                        .json()
                        .path("timeline")
                        .path(0)
                        .path("source")
                        .asText())
                .isEqualTo("shop");
        assertThat(get(shop, "/v1/decisions").code()).isEqualTo("wrong_scope");
        assertThat(get(shop, "/v1/keys").code()).isEqualTo("wrong_scope");
        assertThat(make(shop, "{\"name\":\"mine\",\"scopes\":[\"admin\"]}").code())
                .isEqualTo("wrong_scope");
        assertThat(track(app).code()).isEqualTo("wrong_scope");
    }

    @Test
    void key_thatIsRevoked_opensNothingFromThenOn() {
        String ana = made("", "ana", "admin");
        String shop = made(ana, "shop/ 1", "ingest");
        assertThat(track(shop).status()).isEqualTo(200);

        assertThat(revoke(ana, "shop/ 1").status()).isEqualTo(200);
        assertThat(track(shop).code()).isEqualTo("unknown_key");
        assertThat(revoke(ana, "shop/ 1").status()).isEqualTo(404);
        assertThat(revoke(ana, "ana").code()).isEqualTo("last_admin_key");
    }

    @Test
    void list_saysWhoMadeWhat_andNeitherKeyNorHash() {
        String ana = made("", "ana", "admin");
        String shop = made(ana, "shop", "ingest");
        RunningService.Reply list = get(ana, "/v1/keys");

        assertThat(list.json().path("keys").findValuesAsText("name")).containsExactly("ana", "shop");
        assertThat(list.json().path("keys").findValuesAsText("createdBy")).containsExactly("http", "ana");
        assertThat(list.json().path("keys").path(1).path("createdAt").asText()).isEqualTo("2026-03-03T12:00:00Z");
        assertThat(list.body()).doesNotContain("sha256", ana, shop);
    }

    @Test
    void body_thatIsNoKey_isAProblemThatSaysWhatToSend() {
        for (String body : new String[] {
            "{\"scopes\":[\"admin\"]}",
            "{\"name\":\"ana\"}",
            "{\"name\":\"ana\",\"scopes\":[\"admn\"]}",
            "{\"name\":\"ana\",\"scopes\":[]}",
            "{\"name\":\"\",\"scopes\":[\"admin\"]}",
            "{\"name\":\"ana\",\"scopes\":[\"admin\"],\"requestsPerSecond\":0}",
            "{\"name\":\"ana\",\"scopes\":[\"admin\"],\"requestsPerSecond\":\"9\"}"
        }) {
            RunningService.Reply reply = make("", body);
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(reply.code()).as(body).isEqualTo("invalid_key");
        }
        assertThat(make("", "{\"name\":\"ana\",\"scope\":[\"admin\"]}").body())
                .contains("did you mean \\\"scopes\\\"?");
        assertThat(make("", "{\"name\":\"ana\",\"scopes\":[\"admn\"]}").body()).contains("did you mean \\\"admin\\\"?");
    }
}
