package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import dev.opportune.app.webhooks.Signing;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Email providers call the whole service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhooksTest {
    private static final String MAILGUN_KEY = "key-0123";
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:mail";
    private static final String NO_DECISION = "d_00000000000000000000000000000000";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    private final Signing keys = Signing.keys();
    private final List<URI> fetched = new ArrayList<>();
    private RunningService service;

    @BeforeAll
    void start(@TempDir Path folder) {
        Path rules = TestRules.glance(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"));
        String webhooks = """
                webhooks:
                  sendgrid: {publicKey: "%s"}
                  mailgun: {signingKey: %s}
                  postmark: {password: secret}
                  ses: {topics: [%s]}
                """.formatted(keys.sendGridKey(), MAILGUN_KEY, TOPIC);
        service = RunningService.start(folder, rules, clock, webhooks, address -> {
            fetched.add(address);
            return Signing.certificate();
        });
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void later() {
        clock.advance(Duration.ofSeconds(10));
    }

    private RunningService.Reply call(String provider, String body, String... headers) {
        HttpRequest.Builder request =
                service.request("/v1/webhooks/" + provider).POST(BodyPublishers.ofString(body));
        return service.send(headers.length == 0 ? request : request.headers(headers));
    }

    private RunningService.Reply sendGrid(String... events) {
        String body = "[" + String.join(",", events) + "]\r\n";
        return signedBySendGrid(body, body);
    }

    private RunningService.Reply signedBySendGrid(String signed, String sent) {
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        return call(
                "sendgrid",
                sent,
                "X-Twilio-Email-Event-Webhook-Timestamp",
                timestamp,
                "X-Twilio-Email-Event-Webhook-Signature",
                keys.sendGrid(timestamp, signed),
                "Content-Type",
                "application/json;charset=utf-8");
    }

    private String event(String id, String fields) {
        return """
                {"email":"ana@shop.example","timestamp":%d,"smtp-id":"<14c5d75ce93.dfd.64b469@ismtpd-555>",\
                "sg_event_id":"%s","sg_message_id":"14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0",%s}""".formatted(clock.instant().getEpochSecond(), id, fields);
    }

    /** A message that goes out at once, by its decision. */
    private String sent(String profile) {
        assertThat(service.ingest("/v1/identify", "{\"userId\":\"" + profile + "\"," + ServiceTest.CONSENT + "}")
                        .status())
                .isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        service.ingest("/v1/track", ServiceTest.track(profile, "view-" + profile, "Product Viewed"));
        clock.advance(Duration.ofSeconds(1));
        return decisions(profile, "outcome=send").get(0).path("id").asText();
    }

    private List<JsonNode> decisions(String profile, String query) {
        List<JsonNode> all = new ArrayList<>();
        service.get("/v1/decisions?profile=" + profile + "&" + query)
                .json()
                .path("decisions")
                .forEach(all::add);
        return all;
    }

    /** The events of a kind on a profile's timeline. */
    private List<JsonNode> events(String profile, String name) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode entry :
                service.get("/v1/profiles/" + profile + "/timeline").json().path("timeline")) {
            if (entry.path("event").asText().equals(name)) {
                found.add(entry);
            }
        }
        return found;
    }

    private void cartThatWaitsHalfAnHour(String profile) {
        service.ingest("/v1/track", ServiceTest.track(profile, "cart-" + profile, "Product Added"));
        clock.advance(Duration.ofMinutes(30));
        service.assembly().engine().clockJumped();
        await().until(() ->
                service.assembly().store().wakeUps(clock.instant(), 1).isEmpty());
    }

    @Test
    void sendGridsEvent_isOnTheTimelineOfTheDecisionsProfile() {
        String decision = sent("sg-ana");

        RunningService.Reply reply = sendGrid(
                event("sg-1", "\"event\":\"open\",\"sg_machine_open\":true,\"decision\":\"" + decision + "\""));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("taken").asInt()).isEqualTo(1);
        assertThat(events("sg-ana", "Email Opened")).singleElement().satisfies(opened -> {
            assertThat(opened.path("source").asText()).isEqualTo("sendgrid");
            assertThat(opened.path("messageId").asText()).isEqualTo("sg-1");
            assertThat(opened.path("occurredAt").asText())
                    .isEqualTo(Instant.ofEpochSecond(clock.instant().getEpochSecond())
                            .toString());
            assertThat(opened.path("properties").path("decision").asText()).isEqualTo(decision);
            assertThat(opened.path("properties").path("machine").asBoolean()).isTrue();
        });
    }

    @Test
    void mailgunsEvent_isOnTheTimeline() {
        String decision = sent("mg-ana");
        long now = clock.instant().getEpochSecond();

        RunningService.Reply reply = call(
                "mailgun",
                Signing.mailgun(
                        MAILGUN_KEY,
                        now,
                        "token-mg-1",
                        "{\"event\":\"clicked\",\"id\":\"mg-1\",\"timestamp\":" + now
                                + ".5,\"url\":\"https://shop.example/p7\",\"user-variables\":{\"decision\":\""
                                + decision
                                + "\"}}"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(events("mg-ana", "Email Link Clicked"))
                .singleElement()
                .satisfies(
                        clicked -> assertThat(clicked.path("source").asText()).isEqualTo("mailgun"));
    }

    @Test
    void postmarksRecord_isOnTheTimeline() {
        String decision = sent("pm-ana");

        RunningService.Reply reply = call(
                "postmark",
                "{\"RecordType\":\"Delivery\",\"MessageID\":\"883953f4\",\"DeliveredAt\":\"" + clock.instant()
                        + "\",\"Metadata\":{\"decision\":\"" + decision + "\"}}",
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString("opportune:secret".getBytes(UTF_8)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(events("pm-ana", "Email Delivered"))
                .singleElement()
                .satisfies(delivered ->
                        assertThat(delivered.path("source").asText()).isEqualTo("postmark"));
    }

    @Test
    void sesEvent_isOnTheTimeline() {
        String decision = sent("ses-ana");
        String message = "{\"eventType\":\"Complaint\",\"complaint\":{\"timestamp\":\"" + clock.instant()
                + "\"},\"mail\":{\"messageId\":\"m1\",\"tags\":{\"decision\":[\"" + decision + "\"]}}}";

        RunningService.Reply reply = call("ses", Signing.sns("1", notification("ses-1", message)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(events("ses-ana", "Email Marked as Spam"))
                .singleElement()
                .satisfies(complained ->
                        assertThat(complained.path("messageId").asText()).isEqualTo("ses-1"));
    }

    private Map<String, String> notification(String id, String message) {
        return new TreeMap<>(Map.of(
                "Type", "Notification",
                "MessageId", id,
                "TopicArn", TOPIC,
                "Message", message,
                "Timestamp", clock.instant().toString()));
    }

    @Test
    void subscriptionOfATopic_isConfirmed() {
        Map<String, String> fields = notification("ses-2", "You have chosen to subscribe.");
        fields.put("Type", "SubscriptionConfirmation");
        fields.put("Token", "2336412f37");
        fields.put("SubscribeURL", "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37");

        assertThat(call("ses", Signing.sns("2", fields)).status()).isEqualTo(200);
        assertThat(fetched).last().isEqualTo(URI.create(String.valueOf(fields.get("SubscribeURL"))));
    }

    @Test
    void callWithAChangedByte_isRefused_andNothingOfItTaken() {
        String body = "[" + event("sg-forged", "\"event\":\"spamreport\",\"profile\":\"forged-ana\"") + "]\r\n";

        RunningService.Reply reply = signedBySendGrid(body, body.replace("forged-ana", "forged-ben"));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.type()).isEqualTo("application/problem+json");
        assertThat(reply.code()).isEqualTo("wrong_signature");
        assertThat(service.get("/v1/profiles/forged-ben").status()).isEqualTo(404);
    }

    @Test
    void callWithoutCredentials_isAnswered401() {
        RunningService.Reply reply = call("postmark", "{\"RecordType\":\"Delivery\"}");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("wrong_credentials");
    }

    @Test
    void certificateOfAnotherHost_isRefused() {
        String body = Signing.sns("2", notification("ses-3", "{}"))
                .replace("sns.eu-west-1.amazonaws.com/Simple", "evil.example/Simple");

        assertThat(call("ses", body).code()).isEqualTo("foreign_certificate");
    }

    @Test
    void tokenThatWasUsed_isRefusedForGood() {
        long now = clock.instant().getEpochSecond();
        String accepted = "{\"event\":\"accepted\",\"id\":\"mg-2\",\"timestamp\":" + now + "}";
        call("mailgun", Signing.mailgun(MAILGUN_KEY, now, "token-mg-2", accepted));

        RunningService.Reply again = call(
                "mailgun",
                Signing.mailgun(
                        MAILGUN_KEY,
                        now,
                        "token-mg-2",
                        "{\"event\":\"complained\",\"id\":\"mg-3\",\"timestamp\":" + now
                                + ",\"user-variables\":{\"profile\":\"replayed\"}}"));

        assertThat(again.status()).isEqualTo(406);
        assertThat(again.code()).isEqualTo("replayed_token");
        assertThat(service.get("/v1/profiles/replayed").status()).isEqualTo(404);
    }

    @Test
    void eventThatNamesNobodyKnown_isKeptOut_andNotAskedForAgain() {
        long before = counted("unlinked");

        RunningService.Reply reply = sendGrid(
                event("sg-2", "\"event\":\"delivered\""),
                event("sg-3", "\"event\":\"delivered\",\"decision\":\"" + NO_DECISION + "\""));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("taken").asInt()).isZero();
        assertThat(reply.json().path("rejected"))
                .extracting(rejected -> rejected.path("messageId").asText() + " "
                        + rejected.path("code").asText())
                .containsExactly("sg-2 unlinked", "sg-3 unlinked");
        assertThat(counted("unlinked")).isEqualTo(before + 2);
    }

    private long counted(String what) {
        return service.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port("admin") + "/metrics"))
                        .GET())
                .json()
                .path("counters")
                .path("opportune.webhooks.sendgrid." + what)
                .path("count")
                .asLong();
    }

    @Test
    void batchWithBadElements_losesThoseAlone() {
        RunningService.Reply reply = sendGrid(
                event("sg-4", "\"event\":\"delivered\",\"profile\":\"batch-ana\""),
                "7",
                "{\"event\":\"open\",\"profile\":\"batch-ana\"}",
                "{\"event\":\"open\",\"sg_event_id\":\"sg-old\",\"timestamp\":7,\"profile\":\"batch-ana\"}",
                event("sg-5", "\"event\":\"processed\",\"profile\":\"batch-ana\""),
                event("sg-6", "\"event\":\"click\",\"url\":\"https://shop.example\",\"profile\":\"batch-ana\""));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("taken").asInt()).isEqualTo(2);
        assertThat(reply.json().path("rejected"))
                .extracting(rejected -> rejected.path("index").asInt() + " "
                        + rejected.path("code").asText())
                .containsExactly("1 unreadable", "2 unreadable", "3 absurd_timestamp");
        assertThat(events("batch-ana", "Email Link Clicked")).hasSize(1);
    }

    @Test
    void eventDeliveredTwice_countsOnce() {
        String event = event("sg-7", "\"event\":\"delivered\",\"profile\":\"twice-ana\"");
        sendGrid(event);

        assertThat(sendGrid(event, event).status()).isEqualTo(200);
        assertThat(events("twice-ana", "Email Delivered")).hasSize(1);
    }

    @Test
    void hardBounce_keepsTheNextMessageBack() {
        String decision = sent("bounce-ana");
        sendGrid(event(
                "sg-8",
                "\"event\":\"bounce\",\"type\":\"bounce\",\"reason\":\"550 unknown\",\"decision\":\"" + decision
                        + "\""));

        cartThatWaitsHalfAnHour("bounce-ana");

        assertThat(decisions("bounce-ana", "flow=nudge&outcome=suppress"))
                .singleElement()
                .satisfies(suppressed ->
                        assertThat(suppressed.path("reason").asText()).isEqualTo("suppression_list"));
    }

    @Test
    void softBounce_doesNot() {
        String decision = sent("soft-ana");
        sendGrid(event("sg-9", "\"event\":\"bounce\",\"type\":\"blocked\",\"decision\":\"" + decision + "\""));

        cartThatWaitsHalfAnHour("soft-ana");

        assertThat(decisions("soft-ana", "flow=nudge&outcome=send")).hasSize(1);
    }

    /** The policy allows twenty a day. */
    @Test
    void deliveriesOfEmailsSentElsewhere_countForCaps() {
        sent("capped-ana");
        sendGrid(IntStream.range(0, 20)
                .mapToObj(index -> event("sg-capped-" + index, "\"event\":\"delivered\",\"profile\":\"capped-ana\""))
                .toArray(String[]::new));

        cartThatWaitsHalfAnHour("capped-ana");

        assertThat(decisions("capped-ana", "flow=nudge&outcome=suppress"))
                .singleElement()
                .satisfies(suppressed ->
                        assertThat(suppressed.path("reason").asText()).isEqualTo("frequency_cap"));
    }

    @Test
    void deliveriesOfOurOwn_doNotCountTwice() {
        String decision = sent("own-ana");
        sendGrid(IntStream.range(0, 20)
                .mapToObj(
                        index -> event("sg-own-" + index, "\"event\":\"delivered\",\"decision\":\"" + decision + "\""))
                .toArray(String[]::new));

        cartThatWaitsHalfAnHour("own-ana");

        assertThat(decisions("own-ana", "flow=nudge&outcome=send")).hasSize(1);
    }

    @Test
    void providerThatIsNoneOfThem_isAnswered404() {
        RunningService.Reply reply = call("pigeon", "{}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("unknown_provider");
    }

    @Test
    void providerWithoutASecret_isOff_andSaysHowToTurnItOn(@TempDir Path folder) {
        Path rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        // As config.yml has it where the environment says nothing.
        String nothing = "webhooks: {sendgrid: {publicKey: }, mailgun: {signingKey: }, ses: {topics: []}}\n";
        try (RunningService off = RunningService.start(folder, rules, clock, nothing)) {
            for (String provider : List.of("sendgrid", "mailgun", "postmark", "ses")) {
                RunningService.Reply reply =
                        off.send(off.request("/v1/webhooks/" + provider).POST(BodyPublishers.ofString("{}")));
                assertThat(reply.status()).isEqualTo(404);
                assertThat(reply.code()).isEqualTo("webhook_off");
                assertThat(reply.json().path("next").asText()).contains("Set webhooks." + provider + ".");
            }
        }
    }
}
