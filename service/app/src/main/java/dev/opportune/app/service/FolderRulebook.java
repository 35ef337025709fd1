package dev.opportune.app.service;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Severity;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.kernel.session.Ruleset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The rules in a folder of the file system. */
public final class FolderRulebook implements Rulebook {
    private final Path folder;
    private final Rules rules;

    public FolderRulebook(Path folder, Rules rules) {
        this.folder = folder;
        this.rules = rules;
    }

    @Override
    public Reading read() {
        Loaded loaded = rules.load(folder);
        return new Reading(loaded.ruleset().orElse(null), loaded.files(), errors(loaded));
    }

    @Override
    public Ruleset compile(Map<String, byte[]> files) {
        Loaded loaded = rules.load(files);
        return loaded.ruleset()
                .orElseThrow(() -> new IllegalStateException("revision " + loaded.revision()
                        + " was live and does not compile any more:\n" + String.join("\n", errors(loaded))));
    }

    private static List<String> errors(Loaded loaded) {
        return loaded.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Problem::toString)
                .toList();
    }
}
