package dev.opportune.app.service;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Severity;
import dev.opportune.authoring.rules.FolderGlance;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.authoring.rules.RulesFolder;
import dev.opportune.authoring.rules.RulesetLibrary;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Where rules come from: the folder that analysts edit, and the files that were kept of it. */
public final class FolderRulebook {
    private static final long SECONDS_TO_WAIT = 10;

    private final Semaphore checking = new Semaphore(1, true);
    private final Path folder;
    private final Rules rules;

    public FolderRulebook(Path folder, Rules rules) {
        this.folder = folder;
        this.rules = rules;
    }

    /** How the folder looks now, without reading it. */
    FolderGlance glance() {
        return FolderGlance.at(folder);
    }

    /** What the folder holds now. Never throws for what is in it: that is what its problems are for. */
    RulesFolder read() {
        return RulesFolder.read(folder);
    }

    /** Checks and compiles what was read. */
    Loaded compile(RulesFolder read) {
        return rules.load(read);
    }

    /**
     * Checks and compiles files that are in no folder. One bundle at a time: compiling is more work than answering
     * anything else, and must leave a processor to those who decide.
     */
    Loaded check(Map<String, byte[]> files) {
        try {
            if (!checking.tryAcquire(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
                throw new OverloadedException("other rules are being checked; try again in a second");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OverloadedException("the service is stopping");
        }
        try {
            return rules.load(files);
        } finally {
            checking.release();
        }
    }

    /** The revisions that were live, from the files that were kept of them. */
    RulesetLibrary library(Store store, List<Activation> activations) {
        return new RulesetLibrary(rules, store::files, activations);
    }

    /** What makes rules unusable, each with its place and what to do, as a person reads it. */
    static List<String> errors(List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Problem::toString)
                .toList();
    }
}
