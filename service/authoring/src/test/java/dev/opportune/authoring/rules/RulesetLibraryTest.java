package dev.opportune.authoring.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.store.Activation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RulesetLibraryTest {
    private static final Instant START = Instant.parse("2026-03-03T12:00:00Z");

    private final Rules rules = new Rules();
    private final Map<String, Map<String, byte[]>> kept = new HashMap<>();
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void revision_isCompiledOnceForManyThreads() throws Exception {
        String revision = keep(0);
        RulesetLibrary library = library(revision);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Ruleset>> asking = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asking.add(library::live);
            }
            List<Ruleset> got = new ArrayList<>();
            for (Future<Ruleset> one : threads.invokeAll(asking)) {
                got.add(one.get());
            }

            assertThat(got).allMatch(ruleset -> ruleset == got.get(0));
            assertThat(reads).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void revisionUsedLongAgo_isLetGoAndCompiledAgain() {
        String live = keep(0);
        RulesetLibrary library = library(live);
        Ruleset first = library.live();
        String old = keep(1);
        Ruleset once = library.ruleset(old);
        for (int i = 2; i < 2 + RulesetLibrary.KEPT; i++) {
            library.ruleset(keep(i));
        }

        assertThat(library.live()).isSameAs(first);
        assertThat(library.ruleset(old)).isNotSameAs(once);
    }

    @Test
    void lookback_ofARevision_isKnownWithoutItsRules() {
        String live = keep(0);
        RulesetLibrary library = library(live);
        kept.put(
                "policy-alone",
                Map.of("policy.yml", kept.get(live).get("policy.yml"), "broken.drl", "no rule".getBytes(UTF_8)));

        assertThat(library.lookback("policy-alone"))
                .isEqualTo(library.live().policy().lookback());
        assertThatIllegalStateException().isThrownBy(() -> library.lookback("unknown"));
    }

    @Test
    void activation_changesWhatIsLive() {
        String before = keep(0);
        String after = keep(1);
        RulesetLibrary library = library(before);
        library.activate(new Activation(START.plusSeconds(1), after, "ana"));

        assertThat(library.live().revision()).isEqualTo(after);
        assertThat(library.activations()).extracting(Activation::revision).containsExactly(before, after);
    }

    @Test
    void activationBeforeTheLatest_isRefused() {
        RulesetLibrary library = library(keep(0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> library.activate(new Activation(START.minusSeconds(1), "x", "ana")));
    }

    @Test
    void rulesetThatIsAdded_isNotCompiledAgain() {
        String revision = keep(0);
        Ruleset compiled = rules.load(kept.get(revision)).ruleset().orElseThrow();
        RulesetLibrary library = library(revision);
        library.add(compiled);

        assertThat(library.live()).isSameAs(compiled);
        assertThat(reads).hasValue(0);
    }

    @Test
    void revisionWhoseFilesAreGone_saysSo_andIsThereWhenTheyAre() {
        RulesetLibrary library = library(keep(0));
        Map<String, byte[]> files = variant(1);
        String revision = RulesFolder.of(files).revision();

        assertThatIllegalStateException()
                .isThrownBy(() -> library.ruleset(revision))
                .withMessageContaining(revision);
        kept.put(revision, files);
        assertThat(library.ruleset(revision).revision()).isEqualTo(revision);
    }

    @Test
    void filesOfAnotherRevision_areRefused() {
        RulesetLibrary library = library("0123");
        kept.put("0123", variant(0));

        assertThatIllegalStateException().isThrownBy(library::live).withMessageContaining("0123");
    }

    private RulesetLibrary library(String revision) {
        return new RulesetLibrary(
                rules,
                wanted -> {
                    reads.incrementAndGet();
                    return Optional.ofNullable(kept.get(wanted));
                },
                List.of(new Activation(START, revision, "ana")));
    }

    private String keep(int variant) {
        Map<String, byte[]> files = variant(variant);
        String revision = RulesFolder.of(files).revision();
        kept.put(revision, files);
        return revision;
    }

    private static Map<String, byte[]> variant(int number) {
        Map<String, byte[]> files = new TreeMap<>(Rulesets.example());
        files.put(
                Rulesets.DRL,
                ("import dev.opportune.facts.*\nrule \"r\" when Profile( orders > " + number + " ) then end")
                        .getBytes(UTF_8));
        return files;
    }
}
