package dev.opportune.app.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.opportune.app.api.Json;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Postmark's webhooks: one record a call, which Postmark does not sign but sends with the user and password that it was
 * given. Only bounces and complaints have an id; what the others tell is named by the message and the instant.
 *
 * <p>Sources: Postmark's developer documentation of each webhook, and its list of bounce types.
 */
final class Postmark implements Provider {
    static final String NAME = "postmark";

    private static final Set<String> HARD = Set.of("HardBounce", "BadEmailAddress");

    /** What is no bounce, or not yet one: answered by a program, asked for a proof, or still being tried. */
    private static final Set<String> NO_BOUNCE = Set.of(
            "Transient", "Subscribe", "AutoResponder", "AddressChange", "OpenRelayTest", "ChallengeVerification");

    private final JsonMapper mapper = Json.reader();
    private final String credentials;

    Postmark(String user, String password) {
        this.credentials = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Parcel open(Call call) {
        String presented = call.header().apply("Authorization").orElse("");
        boolean basic = presented.regionMatches(true, 0, "Basic ", 0, "Basic ".length());
        if (!basic
                || !Secrets.same(
                        credentials, presented.substring("Basic ".length()).strip())) {
            throw RefusedCallException.wrongCredentials(
                    "The call does not bring the user and password of this webhook.",
                    "In Postmark, put those of webhooks.postmark into the webhook's Basic auth credentials.");
        }
        try {
            return Parcel.of(List.of(mapper.readTree(call.body())));
        } catch (IOException noJson) {
            throw RefusedCallException.unreadable("The body is no JSON.", "Send what Postmark sends.");
        }
    }

    @Override
    public Report read(JsonNode told) {
        String type = told.path("RecordType").asText("");
        return switch (type) {
            case "Delivery" -> report(Fate.delivered(), told, told.path("DeliveredAt"));
            case "Open" -> report(Fate.opened(Prefetching.is(told.path("UserAgent"))), told, told.path("ReceivedAt"));
            case "Click" -> report(Fate.clicked(told.path("OriginalLink"), false), told, told.path("ReceivedAt"));
            case "Bounce" -> report(bounce(told), told, told.path("BouncedAt"));
            case "SpamComplaint" -> report(Fate.complained(), told, told.path("BouncedAt"));
            case "SubscriptionChange" -> report(change(told), told, told.path("ChangedAt"));
            case "" -> new Report.Unreadable(null, "it has no RecordType");
            default -> new Report.Passed(id(told, told.path("MessageID")));
        };
    }

    private static @Nullable Fate bounce(JsonNode told) {
        String type = told.path("Type").asText("");
        if (NO_BOUNCE.contains(type)) {
            return null;
        }
        if (type.equals("SpamComplaint")) {
            return Fate.complained();
        }
        if (type.equals("Unsubscribe")) {
            return Fate.unsubscribed();
        }
        JsonNode reason = told.path("Details").asText("").isBlank() ? told.path("Description") : told.path("Details");
        return HARD.contains(type) ? Fate.bouncedHard(reason) : Fate.bouncedSoft(reason);
    }

    /** Bounces and complaints change a subscription too, and are told of by themselves. */
    private static @Nullable Fate change(JsonNode told) {
        return told.path("SuppressSending").asBoolean(false)
                        && told.path("SuppressionReason").asText("").equals("ManualSuppression")
                ? Fate.unsubscribed()
                : null;
    }

    private static Report report(@Nullable Fate fate, JsonNode told, JsonNode at) {
        String id = id(told, at);
        if (fate == null) {
            return new Report.Passed(id);
        }
        return fate.with("email_id", told.path("MessageID"))
                .with("email_subject", told.path("Subject"))
                .of(id, at, Link.in(told.path("Metadata")).orWithin(told.path("MessageID"), told.path("Tag")));
    }

    private static @Nullable String id(JsonNode told, JsonNode at) {
        String type = told.path("RecordType").asText();
        if (told.path("ID").isNumber()) {
            return type + "/" + told.path("ID").asText();
        }
        String message = told.path("MessageID").asText("");
        return message.isBlank() ? null : type + "/" + message + "/" + at.asText("");
    }
}
