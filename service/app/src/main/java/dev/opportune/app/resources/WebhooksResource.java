package dev.opportune.app.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opportune.app.ingest.Arrival;
import dev.opportune.app.ingest.Ingest;
import dev.opportune.app.ingest.Reading;
import dev.opportune.app.service.EngineRoom;
import dev.opportune.app.service.Taken;
import dev.opportune.app.webhooks.Call;
import dev.opportune.app.webhooks.Provider;
import dev.opportune.app.webhooks.RefusedCallException;
import dev.opportune.app.webhooks.Report;
import dev.opportune.app.webhooks.Webhooks;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes what email providers tell of the emails that they were given. A call that is the provider's is answered 200 when
 * what can be taken of it is durable; what cannot is told in the answer and counted, for sending it again would not help.
 */
@Path("/v1/webhooks/{provider}")
@Consumes(MediaType.WILDCARD)
@KeepsItsOwnDoor("an email provider signs its calls, or names itself, in a way of its own")
public final class WebhooksResource {
    private static final int NOT_FOUND = 404;
    private static final String PASSED = "passed";

    private final EngineRoom engine;
    private final Webhooks webhooks;
    private final Ingest ingest;
    private final Replies replies;
    private final BiConsumer<String, String> counting;

    /** @param counting is told the provider and what became of an element of a call, or of a whole call that was refused */
    WebhooksResource(
            EngineRoom engine, Webhooks webhooks, Ingest ingest, Replies replies, BiConsumer<String, String> counting) {
        this.engine = engine;
        this.webhooks = webhooks;
        this.ingest = ingest;
        this.replies = replies;
        this.counting = counting;
    }

    @POST
    public Response told(@PathParam("provider") String name, @Context HttpHeaders headers, InputStream body) {
        Provider provider = webhooks.provider(name).orElseThrow(() -> new ProblemException(off(name)));
        byte[] bytes = Bodies.read(body, Limits.WEBHOOK, "webhook_too_large", "Let the provider send smaller batches.");
        Instant now = engine.now();
        Provider.Parcel parcel =
                open(provider, new Call(bytes, header -> Optional.ofNullable(headers.getHeaderString(header)), now));
        try {
            return replies.ok(take(provider, parcel, now));
        } catch (RuntimeException notTaken) {
            parcel.takeBack().run();
            throw notTaken;
        }
    }

    private static Problem off(String name) {
        return Webhooks.setting(name)
                .map(setting -> new Problem(
                        NOT_FOUND,
                        "webhook_off",
                        "Calls of " + name + " are not taken: this service has nothing to know them by.",
                        "Set " + setting + " in the configuration, and start the service again."))
                .orElseGet(() -> new Problem(
                        NOT_FOUND,
                        "unknown_provider",
                        "There is no provider " + name + ".",
                        "Take one of " + String.join(", ", Webhooks.names()) + "."));
    }

    private Provider.Parcel open(Provider provider, Call call) {
        try {
            return provider.open(call);
        } catch (RefusedCallException refused) {
            counting.accept(provider.name(), "refused");
            throw new ProblemException(new Problem(refused.status(), refused.code(), refused.detail(), refused.next()));
        }
    }

    private Map<String, @Nullable Object> take(Provider provider, Provider.Parcel parcel, Instant now) {
        List<Report> reports = parcel.elements().stream().map(provider::read).toList();
        List<Reading> readings = reports.stream()
                .map(report -> reading(report, Arrival.of(provider.name(), now)))
                .toList();
        List<@Nullable CompletableFuture<Taken>> outcomes = new ArrayList<>();
        for (Reading reading : readings) {
            outcomes.add(reading instanceof Reading.Accepted accepted ? engine.ingest(accepted.incoming()) : null);
        }
        Results results = new Results();
        for (int index = 0; index < reports.size(); index++) {
            String id = reports.get(index).id();
            CompletableFuture<Taken> outcome = outcomes.get(index);
            if (outcome != null) {
                Taken taken = Waiting.on(outcome);
                results.taken(index, id, taken);
                counting.accept(provider.name(), taken.status().name().toLowerCase(Locale.ROOT));
            } else if (readings.get(index) instanceof Reading.Rejection rejection) {
                if (!rejection.code().equals(PASSED)) {
                    results.rejected(index, id, rejection);
                }
                counting.accept(provider.name(), rejection.code());
            }
        }
        Map<String, @Nullable Object> answer = results.fields(false);
        answer.put("success", true);
        answer.put("taken", results.takenCount());
        return answer;
    }

    private Reading reading(Report report, Arrival arrival) {
        if (report instanceof Report.Told told) {
            Optional<String> profile = told.link().addressee(this::profileOf);
            if (profile.isEmpty()) {
                return new Reading.Rejection(
                        "unlinked",
                        "it names neither a profile nor a decision that is known; give the provider the decision's id with"
                                + " each email");
            }
            ObjectNode message = told.message().deepCopy();
            message.put("userId", profile.get());
            return ingest.read(message, arrival);
        }
        return report instanceof Report.Unreadable unreadable
                ? new Reading.Rejection("unreadable", unreadable.reason())
                : new Reading.Rejection(PASSED, "it is nothing that rules know of");
    }

    private Optional<String> profileOf(String decision) {
        return engine.store()
                .decision(decision)
                .map(recorded -> recorded.decision().profileId());
    }
}
