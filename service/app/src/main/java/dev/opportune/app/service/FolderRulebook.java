package dev.opportune.app.service;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Severity;
import dev.opportune.authoring.folders.FolderGlance;
import dev.opportune.authoring.folders.FolderWriter;
import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.RuleOverlay;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.authoring.rules.RulesetLibrary;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where rules come from: the folder that analysts edit, and the files that were kept of it. */
public final class FolderRulebook {
    private static final long SECONDS_TO_WAIT = 10;

    private final Semaphore checking = new Semaphore(1, true);
    private final Path folder;
    private final FolderWriter writer;
    private final Rules rules;
    private final Rules checks;

    public FolderRulebook(Path folder, Rules rules) {
        this(folder, rules, rules);
    }

    /** @param checks what bundles are checked by; it may know more, such as what came in, than may decide over what goes live */
    public FolderRulebook(Path folder, Rules rules, Rules checks) {
        this.folder = folder;
        this.writer = new FolderWriter(folder);
        this.rules = rules;
        this.checks = checks;
    }

    Path folder() {
        return folder;
    }

    /** How the folder looks now, without reading it. */
    FolderGlance glance() {
        return FolderGlance.at(folder);
    }

    /** What the folder holds now. Never throws for what is in it: that is what its problems are for. */
    RulesFolder read() {
        return RulesFolder.read(folder);
    }

    /** Brings the folder to other files. @param isKept whether what the folder holds, by its revision, is kept elsewhere */
    void write(SortedMap<String, byte[]> files, Predicate<String> isKept) throws IOException {
        writer.write(files, isKept);
    }

    /** Whether the folder was being brought to other files when the service ended. */
    boolean isHalfWritten() {
        return writer.isHalfDone();
    }

    /** Checks and compiles what was read. */
    Loaded compile(RulesFolder read) {
        return rules.load(read);
    }

    /** Checks files that are in no folder, knowing all that can be known. */
    Loaded check(Map<String, byte[]> files) {
        return oneAtATime(() -> checks.load(files));
    }

    /** Checks and compiles files that are to go live: by nothing but themselves, so that the same files have the same fate. */
    Loaded admit(Map<String, byte[]> files) {
        return oneAtATime(() -> rules.load(files));
    }

    /** Compiles files that were live once, whatever was learnt to warn of since. */
    Loaded readmit(Map<String, byte[]> files) {
        return oneAtATime(() -> rules.withoutLints().load(files));
    }

    /** Lays a rule, or a few, over files. */
    RuleOverlay overlay(Map<String, byte[]> base, String rule, @Nullable String flow) {
        return oneAtATime(() -> RuleOverlay.of(base, rule, flow));
    }

    /** Reading and compiling is more work than answering anything else, and must leave a processor to those who decide. */
    private <T> T oneAtATime(Supplier<T> work) {
        try {
            if (!checking.tryAcquire(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
                throw new OverloadedException("other rules are being checked; try again in a second");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OverloadedException("the service is stopping");
        }
        try {
            return work.get();
        } finally {
            checking.release();
        }
    }

    /** The revisions that were live, from the files that were kept of them. */
    RulesetLibrary library(Store store, List<Activation> activations) {
        return new RulesetLibrary(rules, store::files, activations);
    }

    /** What makes rules unusable. */
    static List<Problem> errors(List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }
}
