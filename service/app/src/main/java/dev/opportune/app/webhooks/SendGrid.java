package dev.opportune.app.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.opportune.app.api.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Twilio SendGrid's Event Webhook: a list of events, signed by ECDSA over the timestamp's header followed by the body, to
 * whose bytes a line end at the end belongs. What was given as {@code custom_args} or {@code unique_args} stands among the
 * fields of an event.
 *
 * <p>Sources: Twilio's "Getting Started with the Event Webhook Security Features" and "Event Webhook Reference".
 */
final class SendGrid implements Provider {
    static final String NAME = "sendgrid";

    private static final String SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature";
    private static final String TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp";

    /** The only reason for dropping an email that says anything new of an address: others are that it is on a list there. */
    private static final String INVALID = "Invalid";

    private final JsonMapper mapper = Json.reader();
    private final PublicKey key;

    /**
     * @param publicKey as SendGrid shows it: base64 of the encoded key, with or without the lines around it of PEM
     * @throws IllegalArgumentException if it is none; the message says so
     */
    SendGrid(String publicKey) {
        String base64 =
                publicKey.lines().filter(line -> !line.startsWith("-----")).reduce("", String::concat);
        try {
            this.key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(Secrets.base64(base64)));
        } catch (GeneralSecurityException noKey) {
            throw new IllegalArgumentException(
                    "webhooks.sendgrid.publicKey is no public key: copy the Verification Key from SendGrid's settings under"
                            + " Mail Settings, Event Webhook, Security features",
                    noKey);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Parcel open(Call call) {
        String timestamp = call.header().apply(TIMESTAMP).orElse("");
        byte[] signature = Secrets.base64(call.header().apply(SIGNATURE).orElse(null));
        if (!isSigned(timestamp, call.body(), signature)) {
            throw RefusedCallException.notTheirs(
                    "wrong_signature",
                    "The signature is not one over these bytes by the key that SendGrid has for this webhook.",
                    "Turn on Signed Event Webhook, and set webhooks.sendgrid.publicKey to the Verification Key shown there;"
                            + " a proxy on the way must not change the body.");
        }
        return Parcel.of(elements(call.body()));
    }

    private boolean isSigned(String timestamp, byte[] body, byte[] signature) {
        try {
            Signature verifying = Signature.getInstance("SHA256withECDSA");
            verifying.initVerify(key);
            verifying.update(timestamp.getBytes(UTF_8));
            verifying.update(body);
            return verifying.verify(signature);
        } catch (GeneralSecurityException notEvenASignature) {
            return false;
        }
    }

    private List<JsonNode> elements(byte[] body) {
        List<JsonNode> elements = new ArrayList<>();
        try {
            JsonNode list = mapper.readTree(body);
            if (list.isArray()) {
                list.forEach(elements::add);
                return elements;
            }
        } catch (IOException noJson) {
            // Said below.
        }
        throw RefusedCallException.unreadable("The body is no JSON list of events.", "Send what SendGrid sends.");
    }

    @Override
    public Report read(JsonNode event) {
        String id = event.path("sg_event_id").textValue();
        Fate fate = fate(event);
        if (fate == null) {
            return event.path("event").isTextual()
                    ? new Report.Passed(id)
                    : new Report.Unreadable(id, "it does not say which event it is");
        }
        return fate.with("email_id", event.path("sg_message_id"))
                .with("campaign_name", event.path("marketing_campaign_name"))
                .of(id, millis(event.path("timestamp")), link(event));
    }

    private static @Nullable Fate fate(JsonNode event) {
        return switch (event.path("event").asText("")) {
            case "delivered" -> Fate.delivered();
            case "open" -> Fate.opened(event.path("sg_machine_open").asBoolean(false));
            case "click" -> Fate.clicked(event.path("url"), false);
            case "bounce" -> bounce(event);
            case "dropped" ->
                INVALID.equals(event.path("reason").asText(""))
                        ? Fate.bouncedHard(event.path("reason"))
                        : Fate.bouncedSoft(event.path("reason"));
            case "spamreport" -> Fate.complained();
            case "unsubscribe", "group_unsubscribe" -> Fate.unsubscribed();
            default -> null;
        };
    }

    private static Fate bounce(JsonNode event) {
        return event.path("type").asText("").equals("blocked")
                ? Fate.bouncedSoft(event.path("reason"))
                : Fate.bouncedHard(event.path("reason"));
    }

    private static Link link(JsonNode event) {
        return Link.in(event, event.path("unique_args"), event.path("custom_args"))
                .orWithin(event.path("smtp-id"), event.path("category"));
    }

    /** Seconds since 1970, with or without fractions, as milliseconds. */
    static JsonNode millis(JsonNode seconds) {
        return seconds.isNumber()
                ? DecimalNode.valueOf(seconds.decimalValue().multiply(BigDecimal.valueOf(1000)))
                : MissingNode.getInstance();
    }
}
