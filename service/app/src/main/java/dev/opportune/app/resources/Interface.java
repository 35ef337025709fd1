package dev.opportune.app.resources;

import dev.opportune.app.api.DecisionJson;
import dev.opportune.app.api.ExplanationJson;
import dev.opportune.app.api.ExportJson;
import dev.opportune.app.api.Json;
import dev.opportune.app.api.NextEmailJson;
import dev.opportune.app.api.ProblemsJson;
import dev.opportune.app.api.ProfileJson;
import dev.opportune.app.api.RulesJson;
import dev.opportune.app.api.TimelineJson;
import dev.opportune.app.api.TrialJson;
import dev.opportune.app.auth.Keys;
import dev.opportune.app.auth.Locksmith;
import dev.opportune.app.auth.Rates;
import dev.opportune.app.ingest.Ingest;
import dev.opportune.app.ingest.SingleConsent;
import dev.opportune.app.links.UnsubscribeLinks;
import dev.opportune.app.service.EngineRoom;
import dev.opportune.app.service.Inquiries;
import dev.opportune.app.webhooks.Webhooks;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Puts the HTTP interface together. */
public final class Interface {
    private Interface() {}

    /**
     * Every resource, filter and mapper there is.
     *
     * @param countingWebhooks is told the provider and what became of something it told
     */
    public static List<Object> components(
            EngineRoom engine,
            Keys keys,
            Locksmith locksmith,
            Rates rates,
            UnsubscribeLinks links,
            Set<String> allowedOrigins,
            Webhooks webhooks,
            BiConsumer<String, String> countingWebhooks) {
        Json json = new Json();
        Replies replies = new Replies(json);
        Access access = new Access(keys, rates);
        Bodies bodies = new Bodies();
        DecisionJson decisions = new DecisionJson(json);
        DecisionJson withHeaders = new DecisionJson(json, links::headers);
        SingleConsent consents = new SingleConsent();
        RulesJson rules = new RulesJson();
        ProblemsJson problems = new ProblemsJson();
        ExplanationJson explanations = new ExplanationJson(decisions);
        Inquiries inquiries = engine.inquiries();
        return List.of(
                new Failures(replies),
                new Packing(),
                new CrossOrigin(),
                new Doorman(access, allowedOrigins),
                new IngestResource(engine, new Ingest(), keys, access, bodies, replies),
                new WebhooksResource(engine, webhooks, new Ingest(), replies, countingWebhooks),
                new NextEmailResource(engine, bodies, new NextEmailJson(json, withHeaders), replies),
                new DecisionsResource(engine.store(), inquiries, withHeaders, explanations, replies),
                new ProfilesResource(
                        engine.store(),
                        inquiries,
                        new ProfileJson(),
                        new TimelineJson(decisions),
                        explanations,
                        replies),
                new ConsentsResource(engine, consents, keys, bodies, replies),
                new UnsubscribeResource(engine, links, consents),
                new ExportResource(engine, new ExportJson(new ProfileJson(), new TimelineJson(decisions)), replies),
                new RulesResource(engine, bodies, rules, problems, replies),
                new ActivationResource(engine, keys, bodies, rules, problems, replies),
                new KeysResource(keys, locksmith, bodies, replies),
                new TryResource(
                        engine.rules(), inquiries, bodies, new TrialJson(explanations, problems), problems, replies));
    }
}
