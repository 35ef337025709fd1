package dev.opportune.storage;

import static dev.opportune.storage.Samples.NOON;
import static dev.opportune.storage.Samples.advance;
import static dev.opportune.storage.Samples.minutes;
import static dev.opportune.storage.Samples.state;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Failing;
import dev.opportune.kernel.store.Failure;
import dev.opportune.kernel.store.Motion;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.store.Why;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What was live, who would like to see what live, and what its rules fail at. */
abstract class RevisionsContract extends StoreContract {
    @Test
    void activations_comeOldestFirstAndFilesStay() {
        Map<String, byte[]> files = Map.of("policy.yml", "holdout: 5%".getBytes(UTF_8), "b.drl", new byte[] {0, -1});
        store().activate(new Activation(NOON, "r1", "ana"), files);
        store().activate(new Activation(minutes(2), "r2", "bob"), Map.of("c.drl", new byte[0]));
        store().activate(new Activation(minutes(1), "r1", "ana"), Map.of());

        assertThat(store().activations())
                .containsExactly(
                        new Activation(NOON, "r1", "ana"),
                        new Activation(minutes(1), "r1", "ana"),
                        new Activation(minutes(2), "r2", "bob"));
        assertThat(store().files("r1").orElseThrow())
                .containsOnlyKeys("policy.yml", "b.drl")
                .containsEntry("b.drl", new byte[] {0, -1});
        assertThat(store().files("r2").orElseThrow()).containsOnlyKeys("c.drl");
        assertThat(store().files("r3")).isEmpty();
    }

    @Test
    void activate_withoutFilesOfAnUnknownRevision_isRefused() {
        assertThatThrownBy(() -> store().activate(new Activation(NOON, "r9", "ana"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("revision_without_files: ");
        assertThat(store().activations()).isEmpty();
    }

    @Test
    void anActivation_withAllThatCanBeSaidOfIt_isReadBackEqual() {
        Activation first = new Activation(NOON, "r1", "ana", "caps for \u00fc", new TreeSet<>());
        Activation reduced =
                new Activation(minutes(1), "r1", "quarantine", "", new TreeSet<>(List.of("b \"quoted\"", "a")));
        store().activate(first, Map.of("policy.yml", new byte[0]));
        store().activate(reduced, Map.of());

        assertThat(store().activations()).containsExactly(first, reduced);
        assertThat(store().activations().get(1).without()).containsExactly("a", "b \"quoted\"");
    }

    @Test
    void aFolder_thatIsToGiveWay_isNamedUntilItHas_orSomethingElseGoesLive() {
        Map<String, byte[]> files = Map.of("policy.yml", new byte[0]);
        assertThat(store().outranked()).isEmpty();
        store().activate(new Activation(NOON, "r1", "ana"), files, "r0");
        assertThat(store().outranked()).contains("r0");
        store().outrank("half of r0");
        assertThat(store().outranked()).contains("half of r0");
        store().outrank(null);
        assertThat(store().outranked()).isEmpty();

        store().activate(new Activation(minutes(1), "r2", "ana"), files, "r1");
        store().activate(new Activation(minutes(2), "r3", "ana"), files);
        assertThat(store().outranked()).isEmpty();
    }

    @Test
    void motions_comeOldestFirst_oneOfEachWhoProposes_andTheirFilesStay() {
        Motion early = new Motion(NOON, "r1", "ana", "too many caps");
        Motion other = new Motion(minutes(1), "r2", "ben", "");
        Motion again = new Motion(minutes(2), "r3", "ana", "fewer");
        store().propose(other, Map.of("b.drl", new byte[] {2}));
        store().propose(early, Map.of("a.drl", new byte[] {1}));
        assertThat(store().motions()).containsExactly(early, other);

        store().propose(again, Map.of("c.drl", new byte[] {3}));
        assertThat(store().motions()).containsExactly(other, again);
        assertThat(store().files("r1").orElseThrow()).containsEntry("a.drl", new byte[] {1});
        assertThat(store().activations()).isEmpty();
    }

    @Test
    void aMotion_isOverWhenItIsTakenBackOrGoesLive() {
        store().propose(new Motion(NOON, "r1", "ana", ""), Map.of("a.drl", new byte[0]));
        store().propose(new Motion(NOON, "r2", "ben", ""), Map.of("b.drl", new byte[0]));
        store().withdraw("ana");
        store().withdraw("nobody");
        assertThat(store().motions()).extracting(Motion::by).containsExactly("ben");

        store().activate(new Activation(minutes(1), "r2", "cleo"), Map.of());
        assertThat(store().motions()).isEmpty();
    }

    @Test
    void aMotion_withoutFilesOfAnUnknownRevision_isRefused() {
        assertThatThrownBy(() -> store().propose(new Motion(NOON, "r9", "ana", ""), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("revision_without_files: ");
        assertThat(store().motions()).isEmpty();
    }

    @Test
    void revisions_areFoundByHowTheyBegin() {
        Map<String, byte[]> files = Map.of("a.drl", new byte[0]);
        store().activate(new Activation(NOON, "9c41", "ana"), files);
        store().activate(new Activation(minutes(1), "9c42", "ana"), files);
        store().propose(new Motion(NOON, "9d", "ana", ""), files);

        assertThat(store().revisions("9c", 10)).containsExactly("9c41", "9c42");
        assertThat(store().revisions("9c42", 10)).containsExactly("9c42");
        assertThat(store().revisions("", 2)).containsExactly("9c41", "9c42");
        assertThat(store().revisions("9d", 10)).containsExactly("9d");
        assertThat(store().revisions("a", 10)).isEmpty();
    }

    @Test
    void rulesThatFail_areCountedByProfile_sinceAnInstant() {
        Exclusion early = excluded(Step.due(NOON), "r1", "fragile");
        Exclusion late = excluded(Step.due(minutes(5)), "r1", "fragile");
        Exclusion brittle = excluded(Step.due(minutes(5)), "r1", "brittle");
        Exclusion elsewhere = excluded(Step.due(minutes(5)), "r2", "fragile");
        commit(advance("u1", excluding(1, early)));
        commit(advance("u1", excluding(2, early, brittle, elsewhere)));
        commit(advance("u2", excluding(1, late)));

        assertThat(store().failing("r1", Instant.MIN))
                .containsExactly(new Failing("brittle", 1), new Failing("fragile", 2));
        assertThat(store().failing("r1", minutes(5)))
                .containsExactly(new Failing("brittle", 1), new Failing("fragile", 1));
        assertThat(store().failing("r2", minutes(5))).containsExactly(new Failing("fragile", 1));
        assertThat(store().failing("r1", minutes(6))).isEmpty();
    }

    /** Made live anew, a rule is tried anew: for whom it fails again, that counts. */
    @Test
    void ruleThatFailsAgain_isCountedFromItsLatestFailure() {
        Exclusion first = excluded(Step.due(NOON), "r1", "fragile");
        Exclusion again = excluded(Step.due(minutes(5)), "r1", "fragile");
        commit(advance("u1", excluding(1, first)));
        commit(advance("u1", excluding(2, first, again)));

        assertThat(store().failing("r1", minutes(5))).containsExactly(new Failing("fragile", 1));
    }

    private static Exclusion excluded(Step from, String revision, String rule) {
        Failure failure = new Failure(Why.THREW, null, "NullPointerException", "");
        return new Exclusion(from, revision, rule, Exclusion.Extent.RULE, failure);
    }

    private static Timeline.State excluding(long version, Exclusion... exclusions) {
        Timeline.State state = state(version);
        return new Timeline.State(
                version,
                state.reached(),
                state.traits(),
                state.base(),
                state.baseAt(),
                List.of(exclusions),
                null,
                state.revision(),
                null);
    }
}
