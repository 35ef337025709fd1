package dev.opportune.authoring.rules;

import dev.opportune.authoring.rules.RulesetCompiler.Build;
import java.util.List;

/** Compiles the rules. */
final class BuildStage implements Stage {
    private final RulesetCompiler compiler;

    BuildStage(RulesetCompiler compiler) {
        this.compiler = compiler;
    }

    @Override
    public void apply(Draft draft) {
        List<DrlFile> sound = draft.drlFiles().stream().filter(draft::isUsable).toList();
        try {
            Build build = compiler.build(sound.stream()
                    .map(file -> Arrived.in(file, draft.soundRules(file), draft.soundText(file)))
                    .toList());
            if (build.messages().isEmpty()) {
                draft.bases(build.bases());
                return;
            }
        } catch (RuntimeException thrown) {
            // Some mistakes of an author make the engine's compiler throw; the diagnosis finds out which.
        }
        new Diagnosis(compiler, draft).explain(sound);
    }
}
