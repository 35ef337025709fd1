package dev.opportune.app.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.opportune.app.api.Json;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Mailgun's webhooks: one event a call, which carries the HMAC-SHA256 over a timestamp and a token in hex. It says nothing
 * of the event itself, so whoever has seen one could say anything with it: each token is taken once, and none that is old.
 * Mailgun repeats a call for eight hours unless it is answered 200, or 406.
 *
 * <p>Sources: Mailgun's documentation, "Securing Webhooks", "Automatic Retries" and "Webhook Payloads".
 */
final class Mailgun implements Provider {
    static final String NAME = "mailgun";

    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final int TOKENS = 200_000;

    /** Why Mailgun gave up although nothing is wrong with the address, or nothing new: tried for too long, or its own lists. */
    private static final Set<String> NOT_THE_ADDRESS =
            Set.of("old", "suppress-bounce", "suppress-complaint", "suppress-unsubscribe");

    private final JsonMapper mapper = Json.reader();
    private final Tokens tokens = new Tokens(TOKENS);
    private final SecretKeySpec key;
    private final Duration maxAge;

    /** @param maxAge how old a signature may be */
    Mailgun(String signingKey, Duration maxAge) {
        this.key = new SecretKeySpec(signingKey.getBytes(UTF_8), "HmacSHA256");
        this.maxAge = maxAge;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Parcel open(Call call) {
        JsonNode body = body(call.body());
        JsonNode signature = body.path("signature");
        String timestamp = signature.path("timestamp").asText("");
        String token = signature.path("token").asText("");
        if (token.isEmpty()
                || !Secrets.same(
                        signed(timestamp + token), signature.path("signature").asText(""))) {
            throw RefusedCallException.notTheirs(
                    "wrong_signature",
                    "The signature is not one by the key that this service has for Mailgun.",
                    "Set webhooks.mailgun.signingKey to the HTTP webhook signing key from Mailgun's API security settings.");
        }
        Instant madeAt = madeAt(timestamp);
        Instant oldest = call.receivedAt().minus(maxAge);
        if (madeAt.isBefore(oldest) || madeAt.isAfter(call.receivedAt().plus(AHEAD))) {
            throw RefusedCallException.notTheirs(
                    "stale_signature",
                    "The signature was made at " + madeAt + ", which is too far from now.",
                    "Check this machine's clock; webhooks.mailgun.maxAge says how old a signature may be.");
        }
        tokens.forgetThrough(oldest.minusMillis(1));
        if (!tokens.use(token, madeAt)) {
            throw RefusedCallException.repeated(
                    "replayed_token",
                    "The token of this signature was used before.",
                    "There is nothing to do: what first came with it was taken.");
        }
        return new Parcel(List.of(body.path("event-data")), () -> tokens.release(token));
    }

    private JsonNode body(byte[] bytes) {
        try {
            return mapper.readTree(bytes);
        } catch (IOException noJson) {
            throw RefusedCallException.unreadable(
                    "The body is no JSON.", "Use Mailgun's webhooks as they are since 2018, which send JSON.");
        }
    }

    private String signed(String text) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static Instant madeAt(String seconds) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (NumberFormatException | DateTimeException never) {
            return Instant.MIN;
        }
    }

    @Override
    public Report read(JsonNode event) {
        String id = event.path("id").textValue();
        Fate fate = fate(event);
        if (fate == null) {
            return event.path("event").isTextual()
                    ? new Report.Passed(id)
                    : new Report.Unreadable(id, "it does not say which event it is");
        }
        JsonNode headers = event.path("message").path("headers");
        Link link = Link.in(event.path("user-variables")).orWithin(headers.path("message-id"), event.path("tags"));
        return fate.with("email_id", headers.path("message-id"))
                .with("email_subject", headers.path("subject"))
                .of(id, SendGrid.millis(event.path("timestamp")), link);
    }

    private static @Nullable Fate fate(JsonNode event) {
        return switch (event.path("event").asText("")) {
            case "delivered" -> Fate.delivered();
            case "opened" -> Fate.opened(isMachine(event));
            case "clicked" -> Fate.clicked(event.path("url"), isMachine(event));
            case "failed" -> failed(event);
            case "rejected" -> Fate.bouncedSoft(event.path("reject").path("reason"));
            case "complained" -> Fate.complained();
            case "unsubscribed" -> Fate.unsubscribed();
            default -> null;
        };
    }

    private static @Nullable Fate failed(JsonNode event) {
        if (!event.path("severity").asText("").equals("permanent")) {
            return null;
        }
        JsonNode status = event.path("delivery-status");
        JsonNode said =
                status.path("message").asText("").isBlank() ? status.path("description") : status.path("message");
        JsonNode reason = said.asText("").isBlank() ? event.path("reason") : said;
        return NOT_THE_ADDRESS.contains(event.path("reason").asText(""))
                ? Fate.bouncedSoft(reason)
                : Fate.bouncedHard(reason);
    }

    /** Mailgun names the program where it was one, such as {@code apple}, and leaves it empty where it was a person. */
    private static boolean isMachine(JsonNode event) {
        return !event.path("client-info").path("bot").asText("").isBlank();
    }
}
