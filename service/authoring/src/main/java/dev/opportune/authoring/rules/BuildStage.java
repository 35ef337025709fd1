package dev.opportune.authoring.rules;

import dev.opportune.authoring.rules.RulesetCompiler.Build;
import dev.opportune.authoring.rules.RulesetCompiler.Complaint;
import java.util.ArrayList;
import java.util.List;

/** Compiles the rules. */
final class BuildStage implements Stage {
    private final RulesetCompiler compiler;

    BuildStage(RulesetCompiler compiler) {
        this.compiler = compiler;
    }

    @Override
    public void apply(Draft draft) {
        // Once something is wrong, compiling is for finding out what else is; a file without sound rules has no more to
        // say.
        boolean broken = draft.problems().hasErrors();
        List<DrlFile> sound = draft.drlFiles().stream()
                .filter(draft::isUsable)
                .filter(file -> !broken || !draft.soundRules(file).isEmpty())
                .toList();
        if (broken && sound.isEmpty()) {
            return;
        }
        List<Complaint> complaints = new ArrayList<>();
        try {
            Build build = compiler.build(sound.stream()
                    .map(file -> Arrived.in(file, draft.soundRules(file), draft.soundText(file)))
                    .toList());
            if (build.messages().isEmpty()) {
                draft.bases(build.bases());
                return;
            }
            complaints.addAll(build.messages());
        } catch (RuntimeException thrown) {
            // Some mistakes of an author make the engine's compiler throw; the diagnosis finds out which.
            complaints.add(Complaint.ofThrown(thrown));
        }
        new Diagnosis(compiler, draft).explain(sound, complaints);
    }
}
