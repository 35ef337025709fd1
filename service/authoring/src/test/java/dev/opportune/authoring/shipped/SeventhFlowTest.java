package dev.opportune.authoring.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.session.OneRuleset;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A flow is a folder: adding one takes no Java. */
class SeventhFlowTest {
    private static final Instant NOON = Instant.parse("2026-03-03T11:00:00Z");
    private static final String FLOW = """
            flow: quiz-follow-up
            owner: content
            channel: email
            priority: 95
            reentry: 24h
            valid_for: 12h
            """;
    private static final String DRL = """
            package rules.quiz_follow_up
            import dev.opportune.facts.*
            global dev.opportune.facts.Decide decide

            rule "Someone does well in the quiz"
            when
                $quiz : CustomEvent( now, name == "Quiz Finished", number("score") > 7 )
            then
                Trigger t = decide.trigger("quiz-follow-up", $quiz);
                decide.send(t, "well-done").with("score", $quiz.text("score"));
                decide.end(t, "sent");
            end
            """;

    @Test
    void a_seventh_folder_decides_beside_the_other_six() {
        Ruleset seven =
                ShippedRules.with(Map.of("quiz-follow-up/flow.yml", FLOW, "quiz-follow-up/quiz-follow-up.drl", DRL));
        assertThat(seven.flows()).hasSize(7);

        List<Decision> decided = new ArrayList<>();
        try (ProfileSession session = session(seven, Observer.NONE)) {
            decided.addAll(session.accept(quiz("q1", 0, 7)).changed());
            decided.addAll(session.accept(quiz("q2", 60, 8)).changed());
        }

        assertThat(decided)
                .extracting(Decision::kind, Decision::message, Decision::outcome, Decision::because)
                .containsExactlyInAnyOrder(
                        tuple(Kind.TRIGGER, null, Outcome.NONE, List.of("q2")),
                        tuple(Kind.TRIGGER, "well-done", Outcome.SEND, List.of("q2")),
                        tuple(Kind.END, null, Outcome.NONE, List.of("q2")));
    }

    @Test
    void a_warm_profile_keeps_its_one_session_for_a_thousand_events() {
        Ruleset shipped = ShippedRules.with(Map.of());
        List<String> built = new ArrayList<>();
        Observer counting = new Observer() {
            @Override
            public void built(String profileId) {
                built.add(profileId);
            }
        };
        try (ProfileSession session = session(shipped, counting)) {
            for (int i = 0; i < 1000; i++) {
                session.accept(quiz("q" + i, 60 * i, 1));
                session.advanceTo(NOON.plusSeconds(60 * i + 30));
            }
        }
        assertThat(built).containsExactly("u1");
    }

    private static ProfileSession session(Ruleset ruleset, Observer observer) {
        Settings settings = new Settings(true, (experiment, profile) -> "treated", observer);
        return ProfileSession.open(
                Timeline.empty("u1"),
                () -> {
                    throw new AssertionError("nothing here is late");
                },
                new OneRuleset(ruleset),
                settings);
    }

    private static Event quiz(String id, long seconds, int score) {
        Instant at = NOON.plusSeconds(seconds);
        return new Event("web", id, "u1", "Quiz Finished", at, at, Properties.of(Map.of("score", score)), false, false);
    }
}
