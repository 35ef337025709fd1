package dev.opportune.app.service;

import dev.opportune.kernel.session.Ruleset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where rules come from: the folder that analysts edit, and the files that were kept of it. */
public interface Rulebook {
    /** Reads and compiles the folder. Never throws for what is in it: that is what the problems are for. */
    Reading read();

    /**
     * Compiles files that were active once.
     *
     * @throws IllegalStateException if they do not compile any more
     */
    Ruleset compile(Map<String, byte[]> files);

    /**
     * What the folder holds.
     *
     * @param ruleset null if it has problems
     * @param problems each with its place and what to do, as a person reads it
     */
    record Reading(@Nullable Ruleset ruleset, Map<String, byte[]> files, List<String> problems) {}
}
