package dev.opportune.authoring.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.explanation.Told.Kind;
import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.authoring.rules.RulesetLibrary;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.InMemoryStore;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Explanations where something is in the way of the replay. */
class ExplainerTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final Map<String, byte[]> FILES = files();

    private final InMemoryStore store = new InMemoryStore();
    private final RulesetLibrary rules;
    private final String opening;

    /** Ana put something in the cart. */
    ExplainerTest() {
        String revision = RulesFolder.of(FILES).revision();
        Activation activation = new Activation(NOON.minus(Duration.ofDays(1)), revision, "start");
        store.activate(activation, FILES);
        rules = new RulesetLibrary(new Rules(), store::files, List.of(activation));
        Timeline nothing = Timeline.empty("ana");
        try (ProfileSession session = ProfileSession.open(nothing, () -> nothing, rules, Settings.of(true))) {
            Advance advance = session.accept(event(0));
            commit(advance);
            opening = advance.changed().get(0).id();
        }
    }

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new HashMap<>();
        files.put("policy.yml", """
                default_timezone: Europe/Berlin
                lateness: 48h
                lookback: 120d
                holdout: 0%
                paused: false
                channels:
                  email: {consent: marketing}
                retention: {events: 400d, decisions: 800d}
                """.getBytes(StandardCharsets.UTF_8));
        files.put("nudge/flow.yml", """
                flow: nudge
                owner: tests
                channel: email
                priority: 50
                reentry: 24h
                valid_for: 12h
                """.getBytes(StandardCharsets.UTF_8));
        files.put("nudge/nudge.drl", """
                package rules.nudge
                import dev.opportune.facts.*
                global dev.opportune.facts.Decide decide

                rule "In the cart"
                when
                    $added : ProductAdded( now, category == "shoes" )
                then
                    decide.trigger("nudge", $added);
                end

                rule "Dear"
                when
                    $added : ProductAdded( now,
                        price.intValue() > 0 )
                then
                    decide.send(decide.trigger("nudge", $added).key("dear"), "dear");
                end

                rule "Sized"
                when
                    $added : ProductAdded( now )
                then
                    decide.trigger("nudge", $added).key($added.text("size"));
                end
                """.getBytes(StandardCharsets.UTF_8));
        return files;
    }

    private static Event event(int number) {
        Instant at = NOON.plusSeconds(number);
        Properties properties = Properties.of(Map.of("category", "shoes", "sku", "x-" + number, "product_id", "p7"));
        return new Event("shop", "evt-" + number, "ana", "Product Added", at, at, properties, false, false);
    }

    private void commit(Advance advance) {
        assertThat(store.commit(List.of(advance), NOON)).containsExactly(Receipt.COMMITTED);
    }

    private Explainer explainer() {
        return new Explainer(store, rules, Settings.of(true));
    }

    private static Told last(Explanation explanation) {
        return explanation.steps().get(explanation.steps().size() - 1);
    }

    @Test
    void event_isToldWithThePropertiesThatTheRuleNames_andThoseThatTellItApart() {
        Explanation explanation = explainer().decision(opening).orElseThrow();

        assertThat(explanation.steps().get(0).kind()).isEqualTo(Kind.EVENT);
        assertThat(explanation.steps().get(0).figures().get("properties"))
                .isEqualTo(Properties.of(Map.of("category", "shoes", "product_id", "p7")));
        assertThat(last(explanation).figures().flag("agrees")).isTrue();
    }

    @Test
    void rulesThatAreKeptNoMore_leaveTheRecordAlone() {
        RulesetLibrary forgotten = new RulesetLibrary(new Rules(), revision -> Optional.empty(), rules.activations());

        Explanation explanation = new Explainer(store, forgotten, Settings.of(true))
                .decision(opening)
                .orElseThrow();

        assertThat(last(explanation).kind()).isEqualTo(Kind.REPLAY);
        assertThat(last(explanation).words()).contains("could not be run again", "are not kept");
        assertThat(explanation.steps()).extracting(Told::kind).contains(Kind.EVENT, Kind.RULE, Kind.OUTCOME);
    }

    @Test
    void profileWhoseRulesAreKeptNoMore_isToldOfItsDecisions() {
        RulesetLibrary forgotten = new RulesetLibrary(new Rules(), revision -> Optional.empty(), rules.activations());

        Explanation explanation = new Explainer(store, forgotten, Settings.of(true))
                .profile("ana", null, null, 10)
                .orElseThrow();

        assertThat(explanation.steps())
                .extracting(Told::kind)
                .containsExactly(Kind.REPLAY, Kind.OUTCOME, Kind.FAILURE, Kind.EXCLUSION);
    }

    @Test
    void ruleThatIsLeftOut_isToldWhenWhichWhereAndWhy() {
        String revision = rules.activations().get(0).revision();
        Explanation explanation = explainer().profile("ana", "nudge", null, 100).orElseThrow();

        assertThat(explanation.steps())
                .filteredOn(step -> step.kind() == Kind.EXCLUSION)
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.at()).isEqualTo(NOON);
                    assertThat(told.figures().text("rule")).isEqualTo("Dear");
                    assertThat(told.figures().text("revision")).isEqualTo(revision);
                    assertThat(told.figures().text("condition")).isEqualTo("price.intValue() > 0");
                    assertThat(told.words())
                            .isEqualTo(
                                    "2026-03-03 13:00:00+01:00  failed    rule \"Dear\" (nudge/nudge.drl:15:9 of ruleset "
                                            + revision.substring(0, 8)
                                            + "): its condition price.intValue() > 0: a value that it needs is missing; it is"
                                            + " left out for this profile from here on, until rules are made live anew");
                });
    }

    @Test
    void actionThatFailed_isToldWithWhatItLost_forItsProfileAndForTheDecisionOfItsFlow() {
        for (Explanation explanation : List.of(
                explainer().profile("ana", null, null, 100).orElseThrow(),
                explainer().decision(opening).orElseThrow())) {
            assertThat(explanation.steps())
                    .filteredOn(step -> step.kind() == Kind.FAILURE)
                    .singleElement()
                    .satisfies(told -> {
                        assertThat(told.at()).isEqualTo(NOON);
                        assertThat(told.words())
                                .contains("rule \"Sized\"", "its action: ", "what it proposed here is lost");
                    });
        }
    }

    @Test
    void trial_tellsWhatFailedOfTheRulesThatAreTried() {
        Past past = Past.of(store, "ana").orElseThrow();
        Trial.Outcome outcome = new Trial(past, new Sources(rules, store::files), Settings.of(true))
                .run(Instant.EPOCH, NOON.plusSeconds(60));

        assertThat(outcome.failures()).extracting(Told::kind).containsExactlyInAnyOrder(Kind.EXCLUSION, Kind.FAILURE);
    }

    @Test
    void flowThatIsGone_isSaidToBe_underTheRulesThatTookItAway() {
        Map<String, byte[]> without = new HashMap<>(FILES);
        without.keySet().removeIf(path -> path.startsWith("nudge/"));
        String revision = RulesFolder.of(without).revision();
        Activation removal = new Activation(NOON.plusSeconds(60), revision, "ops");
        store.activate(removal, without);
        rules.activate(removal);
        Timeline before = store.timeline("ana").orElseThrow();
        try (ProfileSession session = ProfileSession.open(before, () -> before, rules, Settings.of(true))) {
            commit(session.advanceTo(NOON.plusSeconds(120)).orElseThrow());
        }
        Decision end = store.decisions(new DecisionQuery("ana", null, null, null, null, null, 0, 100)).stream()
                .map(Recorded::decision)
                .filter(decision -> decision.kind() == dev.opportune.kernel.decision.Kind.END)
                .findFirst()
                .orElseThrow();

        assertThat(end.ruleset()).isEqualTo(revision);
        assertThat(end.terms().priority()).isEqualTo(50);
        assertThat(explainer().profile("ana", null, null, 1).orElseThrow().words())
                .containsExactly(
                        "2026-03-03 13:01:00+01:00  ends      nudge  flow_removed  the flow is no longer in the rules"
                                + "  ruleset " + revision.substring(0, 8));
        assertThat(explainer().decision(end.id()).orElseThrow().words())
                .noneMatch(line -> line.contains("\"flow_removed\""));
    }

    @Test
    void timelineThatIsVeryLong_isNotRunAgain() {
        for (int number = 1; number <= Past.MOST_ENTRIES; number++) {
            Timeline.State before = store.state("ana").orElseThrow();
            Timeline.State after = new Timeline.State(
                    before.version() + 1,
                    event(number).step(),
                    before.traits(),
                    before.base(),
                    before.baseAt(),
                    before.exclusions(),
                    null,
                    before.revision(),
                    null);
            commit(new Advance("ana", event(number), false, List.of(), after, null));
        }

        Explanation explanation = explainer().decision(opening).orElseThrow();

        assertThat(Past.of(store, "ana").orElseThrow().whole()).isFalse();
        assertThat(last(explanation).words()).contains("it has more than 20000 entries");
        assertThat(explanation.words()).anyMatch(line -> line.contains("  opens     nudge"));
    }
}
