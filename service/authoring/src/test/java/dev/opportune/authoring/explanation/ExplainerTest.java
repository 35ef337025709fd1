package dev.opportune.authoring.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.explanation.Told.Kind;
import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.authoring.rules.RulesetLibrary;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.InMemoryStore;
import dev.opportune.kernel.store.Receipt;
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

        assertThat(explanation.steps()).extracting(Told::kind).containsExactly(Kind.REPLAY, Kind.OUTCOME);
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
