package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One click in an email, in a service where every other call needs a key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnsubscribeTest {
    private static final String ADDRESS = "https://mail.example.com/opportune";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";
    private static final Duration DELAY = Duration.ofMinutes(30);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    private RunningService service;

    @BeforeAll
    void start(@TempDir Path folder) {
        Path rules = TestRules.glance(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"));
        service = RunningService.start(
                folder,
                rules,
                clock,
                "publicUrl: " + ADDRESS + "/\nkeys:\n- " + TestKeys.item("shop", "shop", "ingest", "decide") + "\n");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private void ingest(String type, String body) {
        clock.advance(Duration.ofMillis(1));
        assertThat(service.ingest("/v1/" + type + "?detail=true", body.replace('\'', '"'))
                        .body())
                .contains("\"status\":\"accepted\"");
    }

    private void agree(String profile) {
        ingest("identify", "{'userId':'" + profile + "','traits':{'consents':['marketing','marketing-sms']}}");
    }

    private void track(String profile, String event) {
        ingest("track", "{'userId':'" + profile + "','event':'" + event + "'}");
    }

    private JsonNode claim(String profile) {
        return service.nextEmail(profile, "{\"claim\":true}", "Authorization", RunningService.basic("shop"))
                .json();
    }

    private JsonNode get(String path) {
        return service.send(service.request(path)
                        .header("Authorization", RunningService.basic("shop"))
                        .GET())
                .json();
    }

    /** What is in the header of the first email that somebody gets. */
    private JsonNode headersFor(String profile) {
        agree(profile);
        track(profile, "Product Added");
        clock.advance(DELAY);
        return claim(profile).path("decision").path("headers");
    }

    private String linkFor(String profile) {
        String link = headersFor(profile).path("List-Unsubscribe").asText();
        assertThat(link).startsWith("<" + ADDRESS + "/v1/unsubscribe/").endsWith(">");
        return URI.create(link.substring(1, link.length() - 1)).getPath().substring("/opportune".length());
    }

    private RunningService.Reply post(String link, String type, String body) {
        return service.send(service.request(link).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private String consent(String profile) {
        return get("/v1/profiles/" + profile + "/consents")
                .path("consents")
                .path("purposes")
                .path("marketing")
                .path("status")
                .asText();
    }

    @Test
    void email_handedOver_bringsTheHeaders() {
        JsonNode headers = headersFor("u-headers");

        assertThat(headers.path("List-Unsubscribe").asText()).doesNotContain("u-headers");
        assertThat(headers.path("List-Unsubscribe-Post").asText()).isEqualTo("List-Unsubscribe=One-Click");
        JsonNode sent = get("/v1/decisions?profile=u-headers&outcome=send")
                .path("decisions")
                .path(0);
        assertThat(sent.path("headers")).isEqualTo(headers);
        assertThat(get("/v1/decisions/" + sent.path("id").asText()).path("headers"))
                .isEqualTo(headers);
    }

    @Test
    void messageOnAnotherChannel_bringsNone() {
        agree("u-sms");
        track("u-sms", "Product Viewed");

        JsonNode decision = claim("u-sms").path("decision");

        assertThat(decision.path("channel").asText()).isEqualTo("sms");
        assertThat(decision.has("headers")).isFalse();
    }

    @Test
    void email_thatIsNotSent_bringsNone() {
        agree("u-waits");
        track("u-waits", "Product Added");

        assertThat(get("/v1/decisions?profile=u-waits&outcome=wait")
                        .path("decisions")
                        .path(0)
                        .has("headers"))
                .isFalse();
    }

    @Test
    void link_followed_asksAndChangesNothing() {
        String link = linkFor("u-look");

        RunningService.Reply page = service.get(link);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.type()).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(page.body())
                .contains(
                        "<html lang=\"en\">", "<form method=\"post\">", "<button type=\"submit\">Unsubscribe</button>")
                .contains("marketing")
                .doesNotContain("u-look");
        assertThat(consent("u-look")).isEqualTo("granted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-www-form-urlencoded|List-Unsubscribe=One-Click",
                "multipart/form-data; boundary=b|--b~Content-Disposition: form-data; name=\"List-Unsubscribe\"~~One-Click~--b--~",
            })
    void oneClick_withdrawsAtThatInstant(String type, String body) {
        String profile = "u-click-" + type.length();
        String link = linkFor(profile);
        clock.advance(Duration.ofMinutes(5));

        RunningService.Reply reply = post(link, type, body.replace("~", "\r\n"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("You are unsubscribed");
        JsonNode known = get("/v1/profiles/" + profile + "/consents")
                .path("consents")
                .path("purposes")
                .path("marketing");
        assertThat(known.path("status").asText()).isEqualTo("withdrawn");
        assertThat(known.path("at").asText()).isEqualTo(clock.instant().toString());
        assertThat(known.path("source").asText()).isEqualTo("unsubscribe link");
        assertThat(service.get(link).body()).contains("You are unsubscribed").doesNotContain("<form");
    }

    @Test
    void oneClick_leavesOtherPurposes() {
        String link = linkFor("u-other");

        post(link, FORM, ONE_CLICK);

        assertThat(get("/v1/profiles/u-other/consents")
                        .path("consents")
                        .path("granted")
                        .toString())
                .isEqualTo("[\"marketing-sms\"]");
    }

    @Test
    void oneClick_twice_counts_once() {
        String link = linkFor("u-twice");
        post(link, FORM, ONE_CLICK);
        JsonNode once = get("/v1/profiles/u-twice/timeline");
        clock.advance(Duration.ofMinutes(1));

        assertThat(post(link, FORM, ONE_CLICK).status()).isEqualTo(200);

        assertThat(get("/v1/profiles/u-twice/timeline")).isEqualTo(once);
    }

    @Test
    void oneClick_afterAgreeingAgain_counts() {
        String link = linkFor("u-again");
        post(link, FORM, ONE_CLICK);
        clock.advance(Duration.ofMinutes(1));
        agree("u-again");
        assertThat(consent("u-again")).isEqualTo("granted");
        clock.advance(Duration.ofMinutes(1));

        post(link, FORM, ONE_CLICK);

        assertThat(consent("u-again")).isEqualTo("withdrawn");
    }

    @Test
    void oneClick_ofAnAbsorbedProfile_countsForTheOneItIsPartOf() {
        String link = linkFor("u-before");
        ingest("alias", "{'previousId':'u-before','userId':'u-after'}");

        post(link, FORM, ONE_CLICK);

        assertThat(consent("u-after")).isEqualTo("withdrawn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "List-Unsubscribe=no", "list=One-Click", "xList-Unsubscribe=One-Click"})
    void post_thatDoesNotAsk_changesNothing(String body) {
        String link = linkFor("u-empty-" + body.length());

        RunningService.Reply reply = post(link, FORM, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("Nothing was changed");
        assertThat(consent("u-empty-" + body.length())).isEqualTo("granted");
    }

    @Test
    void link_thatIsNotOurs_saysSoAndChangesNothing() {
        String link = linkFor("u-wrong");
        String wrong = link.substring(0, link.length() - 3) + (link.endsWith("AAA") ? "BBB" : "AAA");

        assertThat(service.get(wrong).status()).isEqualTo(404);
        RunningService.Reply reply = post(wrong, FORM, ONE_CLICK);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).contains("This link does not work");
        assertThat(consent("u-wrong")).isEqualTo("granted");
    }

    /** From before the cart is filled, through the wait and its end, to just before the app takes the message. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 60_000, 900_000, 1_799_999, 1_800_000, 1_800_001, 2_000_000})
    void oneClick_atAnyInstantBeforeASend_meansNoSend(long millis) {
        String profile = "u-any-" + millis;
        String link = linkFor(profile);
        track(profile, "Order Completed");
        clock.advance(Duration.ofDays(2));
        track(profile, "Product Added");
        clock.advance(Duration.ofMillis(millis));

        post(link, FORM, ONE_CLICK);
        clock.advance(Duration.ofMillis(Math.max(1, DELAY.toMillis() - millis)));
        JsonNode answer = claim(profile);

        assertThat(answer.path("outcome").asText()).as(answer.toString()).isEqualTo("none");
        assertThat(answer.path("decision").isNull()).isTrue();
        assertThat(get("/v1/decisions?profile=" + profile).path("decisions").findValuesAsText("state"))
                .containsOnlyOnce("handed_over");
    }

    @Test
    void everyOtherCall_needsAKey() {
        assertThat(service.get("/v1/profiles/u/consents").status()).isEqualTo(401);
    }
}
